using System.Globalization;
using System.Text;
using Entente.Crm.HubSpot;
using Entente.Crm.Panel.Rules;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>Salesforce's signed request: the known vector, and what must not pass.</summary>
public sealed class CanvasRequestTests
{
    private const string Secret = "demo-consumer-secret";
    private static readonly DateTimeOffset Issued = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void The_signature_is_the_vectors()
    {
        const string envelope = "eyJhbGdvcml0aG0iOiJITUFDU0hBMjU2IiwiaXNzdWVkQXQiOjE3MDAwMDAwMDAsInVzZXJJZCI6IjAwNXh4MDAwMDAwMDAwMUFBQSJ9";
        CanvasRequest.Sign(Secret, envelope).ShouldBe("ADzq/w7MKsQQZfAl1P+6jG4SsaI9XzM0Xz99m+rzcaI=");
        CanvasRequest
            .Read(Secret, "ADzq/w7MKsQQZfAl1P+6jG4SsaI9XzM0Xz99m+rzcaI=." + envelope, Issued)
            .Verdict.ShouldBe(SignatureVerdict.Wrong, "rightly signed, but it names no organisation and nobody");
    }

    [Fact]
    public void It_says_who_from_which_organisation_at_which_record()
    {
        var read = CanvasRequest.Read(Secret, Signed(Envelope()), Issued);

        read.Verdict.ShouldBe(SignatureVerdict.Valid);
        read.Facts.ShouldBe(new CanvasRequest.Facts("00Dxx0000001gPLEAY", "tobias@corvane.example", "006xx000001a2bcAAA"));
    }

    [Theory]
    [InlineData(300, "Valid")]
    [InlineData(-300, "Valid")]
    [InlineData(301, "Stale")]
    [InlineData(-301, "Stale")]
    public void It_is_good_for_five_minutes_either_way(int seconds, string verdict) =>
        CanvasRequest.Read(Secret, Signed(Envelope()), Issued.AddSeconds(seconds)).Verdict.ToString().ShouldBe(verdict);

    [Fact]
    public void Milliseconds_mean_the_same_moment() =>
        CanvasRequest
            .Read(Secret, Signed(Envelope(issuedAt: 1_700_000_000_000)), Issued.AddMinutes(6))
            .Verdict.ShouldBe(SignatureVerdict.Stale);

    [Fact]
    public void Another_secret_another_algorithm_or_a_changed_envelope_does_not_pass()
    {
        Verdict(Signed(Envelope(), "other")).ShouldBe(SignatureVerdict.Wrong);
        Verdict(Signed(Envelope(algorithm: "none"))).ShouldBe(SignatureVerdict.Wrong);
        var good = Signed(Envelope());
        Verdict(good[..good.IndexOf('.', StringComparison.Ordinal)] + "." + Encode(Envelope("eve@corvane.example")))
            .ShouldBe(SignatureVerdict.Wrong);
        Verdict(null).ShouldBe(SignatureVerdict.Missing);
        foreach (var junk in (string[])["x", ".", "a.b", ".abc", Signed("not json"), Signed("[]"), Signed("{}"), Signed("null")])
            Verdict(junk).ShouldBe(SignatureVerdict.Wrong, junk);
        Verdict(CanvasRequest.Sign(Secret, "%%%") + ".%%%").ShouldBe(SignatureVerdict.Wrong, "no base64");
    }

    [Fact]
    public void Every_single_changed_character_breaks_it()
    {
        var good = Signed(Envelope());
        for (var i = 0; i < good.Length; i++)
        {
            var bad = new StringBuilder(good) { [i] = good[i] == 'A' ? 'B' : 'A' }.ToString();
            CanvasRequest.Read(Secret, bad, Issued).Facts.ShouldBeNull($"character {i.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static SignatureVerdict Verdict(string? request) => CanvasRequest.Read(Secret, request, Issued).Verdict;

    private static string Envelope(
        string email = "tobias@corvane.example",
        string algorithm = "HMACSHA256",
        long issuedAt = 1_700_000_000
    ) =>
        $$$"""
            { "algorithm": "{{{algorithm}}}", "issuedAt": {{{issuedAt}}}, "userId": "005", "client": { "oauthToken": "00D!secret" },
              "context": { "user": { "email": "{{{email}}}" }, "organization": { "organizationId": "00Dxx0000001gPL" },
                "environment": { "parameters": { "recordId": "006xx000001a2bc" } } } }
            """;

    private static string Signed(string json, string secret = Secret) => $"{CanvasRequest.Sign(secret, Encode(json))}.{Encode(json)}";

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
