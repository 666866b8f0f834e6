using System.Text;
using Entente.Crm.HubSpot;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>The vectors HubSpot publishes, and what must not pass.</summary>
public sealed class HubSpotSignatureTests
{
    private const string Secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private const string Address = "https://www.example.com/webhook_uri";
    private const string Stamp = "1693657560000";
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeMilliseconds(1_693_657_560_000);

    [Fact]
    public void Version_1_matches_the_published_vector()
    {
        const string body =
            """[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]""";
        HubSpotSignature.SignV1(Secret, Bytes(body)).ShouldBe("232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de");
    }

    [Theory]
    [InlineData("GET", "", "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e")]
    [InlineData("POST", """{"example_field":"example_value"}""", "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900")]
    public void Version_2_matches_the_published_vectors(string method, string body, string expected) =>
        HubSpotSignature.SignV2(Secret, method, Address, Bytes(body)).ShouldBe(expected);

    [Theory]
    [InlineData("""{'example_field':'example_value'}""", Stamp, "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=")]
    [InlineData("""{'example_field':'example_value'}""", "1700000300000", "RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=")]
    [InlineData("""{"example_field":"example_value"}""", Stamp, "oaA3M5dEtt6kFsseJD/Hv/x+JNl1vsoxFj4oxmwP6Go=")]
    public void Version_3_matches_the_published_vectors(string body, string stamp, string expected)
    {
        HubSpotSignature.SignV3(Secret, "POST", Address, Bytes(body), stamp).ShouldBe(expected);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(stamp, System.Globalization.CultureInfo.InvariantCulture));
        HubSpotSignature.CheckV3(Secret, "POST", Address, Bytes(body), stamp, expected, now).ShouldBe(SignatureVerdict.Valid);
    }

    [Theory]
    [InlineData(-300_000, "Valid")]
    [InlineData(300_000, "Valid")]
    [InlineData(300_001, "Stale")]
    [InlineData(-300_001, "Stale")]
    public void A_delivery_is_good_for_five_minutes_either_way(int millisecondsLater, string verdict)
    {
        var signature = HubSpotSignature.SignV3(Secret, "POST", Address, "[]"u8, Stamp);
        HubSpotSignature
            .CheckV3(Secret, "POST", Address, "[]"u8, Stamp, signature, Sent.AddMilliseconds(millisecondsLater))
            .ToString()
            .ShouldBe(verdict);
    }

    [Theory]
    [InlineData(null, "x")]
    [InlineData(Stamp, null)]
    [InlineData("", "")]
    public void A_delivery_without_signature_or_time_is_not_verified(string? stamp, string? signature) =>
        HubSpotSignature.CheckV3(Secret, "POST", Address, "[]"u8, stamp, signature, Sent).ShouldBe(SignatureVerdict.Missing);

    [Theory]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    public void A_time_of_nonsense_is_refused_without_a_crash(string stamp) =>
        HubSpotSignature
            .CheckV3(Secret, "POST", Address, "[]"u8, stamp, "AAAA", Sent)
            .ShouldBeOneOf(SignatureVerdict.Wrong, SignatureVerdict.Stale);

    [Fact]
    public void Any_change_of_method_address_body_or_secret_breaks_it()
    {
        var signature = HubSpotSignature.SignV3(Secret, "POST", Address, "[1]"u8, Stamp);
        Check(Secret, "PUT", Address, "[1]").ShouldBe(SignatureVerdict.Wrong);
        Check(Secret, "POST", Address + "?a=1", "[1]").ShouldBe(SignatureVerdict.Wrong);
        Check(Secret, "POST", Address, "[2]").ShouldBe(SignatureVerdict.Wrong);
        Check("other", "POST", Address, "[1]").ShouldBe(SignatureVerdict.Wrong);
        Check(Secret, "POST", Address, "[1]").ShouldBe(SignatureVerdict.Valid);

        SignatureVerdict Check(string secret, string method, string address, string body) =>
            HubSpotSignature.CheckV3(secret, method, address, Bytes(body), Stamp, signature, Sent);
    }

    [Fact]
    public void Only_the_twelve_escapes_are_decoded() =>
        HubSpotSignature
            .Decode("https%3A%2F%2Fa%3fb%40%21%24%27%28%29%2A%2C%3B%20%25%26%2B%3D")
            .ShouldBe("https://a?b@!$'()*,;%20%25%26%2B%3D");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
