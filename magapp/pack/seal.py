"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "f573c66a313abc1e9149a6bfb86111849ba7644bccd5638b9c4e28ffd77e76eb"
PACKED = "119302b9816dac50fb1d7bca046d9db859a889fabc16a3ab31cc2481ccfd6f2f"
