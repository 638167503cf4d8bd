#!/bin/sh
# The certificates of the tests, for a hundred years: an authority, and servers that it vouches for.
# Their keys are for nothing else.
set -eu
cd "$(dirname "$0")"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
: > "$made/index"
cat > "$made/conf" <<CONF
[ca]
default_ca = tests
[tests]
database = $made/index
new_certs_dir = $made
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
subjectAltName = DNS:shop.example
CONF

issue() { # NAME, CN, KIND, END, and what else openssl is told
    name=$1 cn=$2 kind=$3 end=$4
    shift 4
    openssl ecparam -name prime256v1 -genkey -noout -out "$made/$name.key"
    openssl req -new -key "$made/$name.key" -subj "/CN=$cn" -out "$made/$name.csr"
    openssl ca -batch -notext -config "$made/conf" -extensions "$kind" -in "$made/$name.csr" \
        -out "$made/$name.crt" -startdate 20200101000000Z -enddate "$end" "$@"
}

issue authority "Authority of the tests" authority 21200101000000Z \
    -selfsign -keyfile "$made/authority.key"
cp "$made/authority.crt" authority.pem
for each in server:21200101000000Z over:20210101000000Z; do
    issue "${each%:*}" shop.example server "${each#*:}" \
        -cert "$made/authority.crt" -keyfile "$made/authority.key"
    cat "$made/${each%:*}.crt" "$made/${each%:*}.key" > "${each%:*}.pem"
done
