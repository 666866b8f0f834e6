using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Tests.Architecture;

namespace Entente.Tests.Crm;

/// <summary>The two guides are followed by people who cannot look into the code: what they list is what the code makes and asks for.</summary>
public sealed partial class ConnectDocsTest
{
    [Fact]
    public void The_guide_to_HubSpot_lists_every_property_Entente_makes_and_no_other()
    {
        var told = Table("connect-hubspot.md", "| Object | Properties |");
        told.Keys.ShouldBe(["Company", "Contact", "Deal", "Note", "Lead", "Task", "Email"]);
        foreach (var kind in Made)
            told[kind == CrmObject.Account ? "Company" : kind.ToString()]
                .ShouldBe(EntenteFields.Of(kind).Select(f => f.Name), ignoreOrder: true, customMessage: kind.ToString());
    }

    [Fact]
    public void The_guide_to_Salesforce_lists_every_field_Entente_makes_and_no_other()
    {
        var told = Table("connect-salesforce.md", "| Object | Fields |");
        told.Keys.ShouldBe(["Account", "Contact", "Opportunity", "Lead", "Task"]);
        foreach (var kind in Made)
        {
            // Notes and e-mails are tasks there.
            var name =
                kind is CrmObject.Deal ? "Opportunity"
                : kind is CrmObject.Note or CrmObject.Email ? "Task"
                : kind.ToString();
            told[name].ShouldBe(EntenteFields.Of(kind).Select(f => f.SalesforceName), ignoreOrder: true, customMessage: kind.ToString());
        }
    }

    [Fact]
    public void The_guide_to_HubSpot_and_the_project_name_every_scope_that_is_asked_for_and_no_other()
    {
        var asked = HubSpotOAuth.Scopes.Where(s => s != "oauth").ToList();
        var told = Table("connect-hubspot.md", "| Scope | For |", name: 0).Values.SelectMany(v => v);
        told.ShouldBe([.. asked, .. HubSpotOAuth.OptionalScopes], ignoreOrder: true);

        using var app = JsonDocument.Parse(File.ReadAllText(Path.Combine(Checkout.Root, "integrations/hubspot/src/app/app-hsmeta.json")));
        var auth = app.RootElement.GetProperty("config").GetProperty("auth");
        Words(auth.GetProperty("requiredScopes")).ShouldBe(asked, ignoreOrder: true);
        Words(auth.GetProperty("optionalScopes")).ShouldBe(HubSpotOAuth.OptionalScopes, ignoreOrder: true);
    }

    private static IEnumerable<CrmObject> Made => EntenteFields.All.Select(f => f.On).Distinct();

    private static IEnumerable<string?> Words(JsonElement array) => array.EnumerateArray().Select(w => w.GetString());

    /// <summary>What stands in backticks in each row of a table of two columns, by the first.</summary>
    /// <param name="name">In which column the words stand.</param>
    private static Dictionary<string, List<string>> Table(string file, string head, int name = 1) =>
        File.ReadAllLines(Path.Combine(Checkout.Root, "docs", file))
            .SkipWhile(line => line != head)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[0], cells => Ticked().Matches(cells[name]).Select(m => m.Groups["word"].Value).ToList());

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Ticked();
}
