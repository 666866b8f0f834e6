using System.Text;
using Entente.Sandbox.HubSpot.Webhooks;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

public sealed class SignatureTest
{
    /// <summary>HubSpot's published test vectors for version 3.</summary>
    [Theory]
    [InlineData("{'example_field':'example_value'}", 1693657560000, "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=")]
    [InlineData("{'example_field':'example_value'}", 1700000300000, "RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=")]
    [InlineData("""{"example_field":"example_value"}""", 1693657560000, "oaA3M5dEtt6kFsseJD/Hv/x+JNl1vsoxFj4oxmwP6Go=")]
    public void The_signature_is_the_published_one(string body, long timestamp, string signature) =>
        Signature
            .V3(
                "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
                "POST",
                "https://www.example.com/webhook_uri",
                Encoding.UTF8.GetBytes(body),
                timestamp
            )
            .ShouldBe(signature);

    [Theory]
    [InlineData("https://e.example/a%2Fb%3Fc%3a%40%21%24%27%28%29%2A%2C%3B", "https://e.example/a/b?c:@!$'()*,;")]
    [InlineData("https://e.example/a%20b%25%26%2B%3D", "https://e.example/a%20b%25%26%2B%3D")]
    public void Twelve_escapes_of_the_address_are_decoded_before_signing_and_no_others(string called, string signed)
    {
        using var hmac = new System.Security.Cryptography.HMACSHA256("key"u8.ToArray());
        var expected = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"POST{signed}{{}}1700000000000")));
        Signature.V3("key", "POST", called, "{}"u8, 1700000000000).ShouldBe(expected);
    }
}
