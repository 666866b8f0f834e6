using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Tests.Support;

namespace Entente.Tests.Access.Factors;

/// <summary>
/// An authenticator in software (WebAuthn level 2, ES256, attestation "none"), and the browser around it: answers challenges truthfully unless told
/// otherwise.
/// </summary>
internal sealed class Authenticator : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The user's handle, given when it was made.</summary>
    public byte[] Owner { get; private set; } = [];
    public uint Count { get; set; }

    /// <summary>Whether its owner unlocked it.</summary>
    public bool Unlocked { get; set; } = true;

    /// <summary>Where the browser says it is; by default where the challenge came from.</summary>
    public string? Origin { get; set; }

    public void Dispose() => key.Dispose();

    /// <summary>Asks for a challenge at this address; the cookie that binds it stays with the visitor.</summary>
    public static async Task<JsonElement> Ask(WebVisitor visitor, string path)
    {
        var asked = await PostJson(visitor, path, "{}");
        asked.Status.ShouldBe(200, asked.Text);
        return JsonDocument.Parse(asked.Text).RootElement;
    }

    public static Task<WebPage> PostJson(WebVisitor visitor, string path, string json) =>
        visitor.Send(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"), ("Accept", "application/json"));

    /// <summary>What a browser would put into the form when a passkey was made.</summary>
    public string Create(JsonElement options, string url)
    {
        Owner = Read(options.GetProperty("user").GetProperty("id"));
        var point = key.ExportParameters(false).Q;
        // The public key as COSE: EC2, ES256, P-256, x, y.
        byte[] cose = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(options.GetProperty("rp").GetProperty("id"), 0x41), .. new byte[16], 0, (byte)Id.Length, .. Id, .. cose];
        byte[] attestation =
        [
            0xa3,
            0x63,
            .. "fmt"u8,
            0x64,
            .. "none"u8,
            0x67,
            .. "attStmt"u8,
            0xa0,
            0x68,
            .. "authData"u8,
            0x59,
            (byte)(data.Length >> 8),
            (byte)data.Length,
            .. data,
        ];
        return Answer(
            new
            {
                clientDataJSON = Text(Client("webauthn.create", options, url)),
                attestationObject = Text(attestation),
                transports = (string[])["internal"],
            }
        );
    }

    /// <summary>What a browser would send when the passkey answers a challenge.</summary>
    public string Get(JsonElement options, string url)
    {
        Count++;
        var data = Data(options.GetProperty("rpId"), 0x01);
        var client = Client("webauthn.get", options, url);
        var signature = key.SignData(
            [.. data, .. SHA256.HashData(client)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return Answer(
            new
            {
                clientDataJSON = Text(client),
                authenticatorData = Text(data),
                signature = Text(signature),
                userHandle = Text(Owner),
            }
        );
    }

    private byte[] Data(JsonElement domain, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain.GetString()!)), (byte)(flags | (Unlocked ? 0x04 : 0)), .. count];
    }

    private byte[] Client(string type, JsonElement options, string url) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type,
                challenge = options.GetProperty("challenge").GetString(),
                origin = Origin ?? url,
                crossOrigin = false,
            }
        );

    private string Answer(object response) =>
        JsonSerializer.Serialize(
            new
            {
                id = Text(Id),
                rawId = Text(Id),
                type = "public-key",
                clientExtensionResults = new { },
                response,
            }
        );

    private static string Text(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);

    private static byte[] Read(JsonElement text) => Base64Url.DecodeFromChars(text.GetString());
}
