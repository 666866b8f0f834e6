using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Entente.Platform.Secrets;

/// <summary>
/// Tokens in links, cookies and keys: 256 random bits as base64url. Only their SHA-256 is kept, so that a copy of the database
/// opens nothing; they are long enough that a plain hash is right.
/// </summary>
public static class Tokens
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>Encrypts secrets at rest (a CRM's token, a client secret), each bound to what it is for.</summary>
public sealed class SecretBox(IDataProtectionProvider protection)
{
    /// <param name="purpose">What it is for (<c>crm-connection</c>): a value taken for another purpose does not open.</param>
    public string Close(string purpose, string secret) => protection.CreateProtector("entente", purpose).Protect(secret);

    public string Open(string purpose, string closed) => protection.CreateProtector("entente", purpose).Unprotect(closed);
}
