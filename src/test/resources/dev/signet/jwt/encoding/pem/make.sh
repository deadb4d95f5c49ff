#!/usr/bin/env bash
# Makes the inputs of this folder in $1, with OpenSSL 3. The keys are for tests only, and were never used for anything else.
set -euo pipefail
mkdir -p "$1" && cd "$1"
openssl ecparam -genkey -name prime256v1 -out ec-parameters-before-key.pem
openssl req -x509 -new -key ec-parameters-before-key.pem -subj /CN=example -days 3650 -out c1.crt
openssl ecparam -genkey -name prime256v1 -noout -out k2.pem
openssl req -x509 -new -key k2.pem -subj /CN=other -days 3650 -out c2.crt
openssl x509 -in c1.crt -text -out certificate-with-text.pem
cat c1.crt c2.crt > chain.pem
cat k2.pem c2.crt > key-and-certificate.pem
{ printf '\xef\xbb\xbf'; cat c1.crt; } > byte-order-mark.pem
openssl ecparam -genkey -name prime256v1 -param_enc explicit -noout -out explicit-parameters.pem
openssl pkcs12 -export -inkey k2.pem -in c2.crt -passout pass: -out empty-password.p12
openssl pkcs12 -export -inkey k2.pem -in c2.crt -keypbe NONE -certpbe NONE -passout pass:changeit -out key-not-encrypted.p12
openssl pkcs12 -in empty-password.p12 -passin pass: -nodes -out bag-attributes.pem
openssl ec -in explicit-parameters.pem -pubout -out explicit-parameters-public.pem
openssl pkcs8 -topk8 -nocrypt -in explicit-parameters.pem -out explicit-parameters-pkcs8.pem
openssl req -x509 -new -key explicit-parameters.pem -subj /CN=explicit -days 3650 -out explicit-parameters-certificate.pem
openssl pkcs12 -export -inkey explicit-parameters.pem -in explicit-parameters-certificate.pem -passout pass:changeit -out explicit-parameters.p12
openssl genrsa -traditional -out rsa-pkcs1.pem 2048
openssl rsa -in rsa-pkcs1.pem -RSAPublicKey_out -out rsa-pkcs1-public.pem
openssl rsa -in rsa-pkcs1.pem -traditional -aes128 -passout pass:changeit -out rsa-encrypted-by-headers.pem
openssl pkey -in rsa-pkcs1.pem -text -out key-with-text.pem
openssl req -x509 -new -key rsa-pkcs1.pem -subj /CN=rsa -days 3650 -out c3.crt
export="openssl pkcs12 -export -inkey rsa-pkcs1.pem -in c3.crt"
$export -nomac -keypbe NONE -certpbe NONE -passout pass: -out nothing-encrypted-no-mac.p12
$export -keypbe NONE -passout pass:changeit -out certificate-encrypted-only.p12
$export -legacy -passout pass: -out empty-password-legacy.p12
encrypt="openssl pkcs8 -topk8 -in k2.pem -passout pass:changeit"
$encrypt -v2 aes-192-cbc -out encrypted-aes192.pem
$encrypt -v2 des3 -out encrypted-3des.pem
$encrypt -v1 PBE-SHA1-3DES -out encrypted-pbes1.pem
$encrypt -scrypt -out encrypted-scrypt.pem
rm -f c1.crt c2.crt c3.crt k2.pem
