using System.Text.Json.Nodes;
using Entente.Access.Saml;
using Entente.Rules.Matching;

namespace Entente.Rules.Access.Saml;

/// <summary>
/// The responses of a widespread toolkit (MIT, <c>saml-responses</c> of the suites): every one is judged with each of its settings as they stand.
/// Accepted are exactly those signed with the settings' certificate and whole in themselves. Outside of our profile, though their toolkit calls them
/// valid: those without any signature, and the encrypted ones, whose private key is not published.
/// </summary>
public sealed class SuiteTest
{
    private static readonly DateTimeOffset At = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Signed with the certificate of settings 1 (rsa-sha1, as their toolkit allows by default).
    private static readonly string[] ByFirst =
    [
        "double_signed_response.xml.base64",
        "response1_with_friendlyname.xml.base64",
        "signed_assertion_response.xml.base64",
        "signed_message_response.xml.base64",
        "valid_response.xml.base64",
        "valid_response_with_namequalifier.xml.base64",
        "valid_response_without_inresponseto.xml.base64",
        // Lies among the invalid ones, and is not: only an assertion is signed, and then the response need not name its issuer (core §3.2.2).
        "invalids/no_issuer_response.xml.base64",
    ];

    // Signed with the certificate of settings 2.
    private static readonly string[] BySecond =
    [
        "double_signed_response2.xml.base64",
        "signed_assertion_response2.xml.base64",
        "valid_response2.xml.base64",
    ];

    [Fact]
    public void Every_response_is_judged_as_its_toolkit_does_or_more_strictly()
    {
        if (Suite.Find("saml-responses/settings/settings1.json") is not { } one)
            return;
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(one))!;
        var files = Directory
            .EnumerateFiles(folder)
            .Concat(Directory.EnumerateFiles(Path.Combine(folder, "invalids")))
            .Select(f => Path.GetRelativePath(folder, f))
            .Order(StringComparer.Ordinal)
            .ToList();
        var invalid = files.Count(f => f.StartsWith("invalids", StringComparison.Ordinal));
        Suite.Say($"{files.Count - invalid} responses and {invalid} invalid ones found.");
        (files.Count - invalid, invalid).ShouldBe((46, 38));

        foreach (var (settings, accepted) in Expected)
        {
            var trust = ToolkitSettings.Read(File.OpenRead(Path.Combine(folder, "settings", $"settings{settings}.json")));
            var taken = files.Where(f => Judge(folder, f, trust, At) is SamlOutcome.Accepted).ToList();
            taken.ShouldBe(accepted.Order(StringComparer.Ordinal), ignoreOrder: false, $"settings {settings}");
        }
    }

    private static IEnumerable<(int Settings, IEnumerable<string> Accepted)> Expected =>
        [
            (1, ByFirst),
            (2, BySecond),
            (3, BySecond),
            (4, BySecond),
            (5, BySecond),
            (6, ByFirst), // the certificate by its fingerprint
            (7, ByFirst),
            (8, ByFirst.Concat(BySecond)), // both certificates
            (9, []), // no certificate at all
            (10, BySecond),
            (11, ByFirst.Append("invalids/duplicated_attributes.xml.base64")), // repeated attributes allowed
        ];

    /// <summary>The settings as their toolkit's own tests change them to be strict: what fits by then is taken, at that time, and nothing else is.</summary>
    [Fact]
    public void Strict_settings_take_only_what_was_meant_for_them_then()
    {
        if (Suite.Find("saml-responses/settings/settings1.json") is not { } one)
            return;
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(one))!;
        var trust = ToolkitSettings.Read(File.OpenRead(one)) with
        {
            Strict = true,
            IdpEntity = "https://pitbulk.no-ip.org/simplesaml/saml2/idp/metadata.php",
            SpEntity = "https://pitbulk.no-ip.org/newonelogin/demo1/metadata.php",
            Acs = "https://pitbulk.no-ip.org/newonelogin/demo1/index.php?acs",
        };
        Judge(folder, "valid_response_without_inresponseto.xml.base64", trust, At).ShouldBeOfType<SamlOutcome.Accepted>();
        Judge(folder, "signed_message_response.xml.base64", trust, At).ShouldBeOfType<SamlOutcome.Accepted>();
        SamlResponseTest.Why(Judge(folder, "signed_message_response.xml.base64", trust, At.AddYears(-10))).ShouldContain("not valid yet");
        SamlResponseTest.Why(Judge(folder, "signed_message_response.xml.base64", trust, At.AddYears(1000))).ShouldContain("expired");
        SamlResponseTest
            .Why(Judge(folder, "signed_message_response.xml.base64", trust with { SpEntity = "x" }, At))
            .ShouldContain("audience");
        SamlResponseTest.Why(Judge(folder, "valid_response.xml.base64", trust, At)).ShouldNotBeEmpty();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "invalids")))
            Judge(folder, Path.GetRelativePath(folder, file), trust, At).ShouldBeOfType<SamlOutcome.Refused>(file);
        Judge(folder, "valid_response_without_inresponseto.xml.base64", trust with { AllowSha1 = false }, At)
            .ShouldBeOfType<SamlOutcome.Refused>();
    }

    [Fact]
    public void A_reference_to_nothing_means_the_whole_message_even_from_within_the_assertion()
    {
        if (Suite.Find("saml-responses/settings/settings10.json") is not { } ten)
            return;
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(ten))!;
        var settings = JsonNode.Parse(File.ReadAllText(ten))!;
        settings["idp"]!.AsObject().Remove("x509cert");
        // The fingerprint that the toolkit's own test gives for these two.
        settings["idp"]!["certFingerprint"] = "657302a5e11a4794a1e50a705988d66c9377575d";
        var trust = ToolkitSettings.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(settings.ToJsonString())));
        foreach (var file in (string[])["response_without_reference_uri.xml.base64", "response_without_assertion_reference_uri.xml.base64"])
            Judge(folder, file, trust, At).ShouldBeOfType<SamlOutcome.Accepted>().Assertion.NameId!.Value.ShouldBe("saml@user.com");
    }

    [Fact]
    public void A_line_says_what_became_of_a_file()
    {
        if (Suite.Find("saml-responses/settings/settings1.json") is not { } one)
            return;
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(one))!;
        using var settings = File.OpenRead(one);
        var output = new StringWriter();
        string[] files =
        [
            Path.Combine(folder, "valid_response.xml.base64"),
            Path.Combine(folder, "unsigned_response.xml.base64"),
            "nothing-here",
        ];
        SamlEval.Run(settings, files, At, output);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        lines.Select(l => (bool)l["accepted"]!).ShouldBe([true, false, false]);
        ((string?)lines[0]["nameId"]).ShouldBe("492882615acf31c8096b627245d76ae53036c090");
        ((string?)lines[0]["attributes"]!["mail"]![0]).ShouldBe("smartin@yaco.es");
        lines.ShouldAllBe(l => ((string)l["why"]!).Length > 0);
    }

    private static SamlOutcome Judge(string folder, string file, SamlTrust trust, DateTimeOffset at) =>
        SamlResponse.Check(SamlEval.Octets(File.ReadAllBytes(Path.Combine(folder, file))), trust, new Expecting.Unknown(), at);
}
