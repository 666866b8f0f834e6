using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using Entente.Tests.Architecture;

namespace Entente.Tests.Crm;

/// <summary>What customers install in their CRM cannot be run here; that it is well-formed, and says the same in all places, can be seen.</summary>
public sealed class IntegrationsTest
{
    private static readonly string[] Xml = ["*.xml", "*.cmp", "*.page"];

    [Fact]
    public void Every_json_file_is_json_and_every_xml_file_is_xml()
    {
        var json = Files("*.json").ToList();
        foreach (var file in json)
            Should.NotThrow(() => JsonDocument.Parse(File.ReadAllText(file)).Dispose(), file);
        var xml = Xml.SelectMany(Files).ToList();
        foreach (var file in xml)
            Should.NotThrow(() => ReadXml(file), file);

        json.Count.ShouldBeGreaterThanOrEqualTo(5);
        xml.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void The_HubSpot_project_is_of_one_piece()
    {
        using var app = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "hubspot/src/app/app-hsmeta.json")));
        using var card = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "hubspot/src/app/cards/card-hsmeta.json")));
        var urls = app.RootElement.GetProperty("config").GetProperty("permittedUrls");
        var settings = File.ReadAllText(Path.Combine(Root, "hubspot/src/app/cards/settings.js"));
        foreach (var kind in (string[])["fetch", "iframe"])
            settings.ShouldContain(urls.GetProperty(kind)[0].GetString()! + "/panel/launch/hubspot/");
        var config = card.RootElement.GetProperty("config");
        File.Exists(Path.Combine(Root, "hubspot/src", config.GetProperty("entrypoint").GetString()!.TrimStart('/'))).ShouldBeTrue();
        config.GetProperty("objectTypes").EnumerateArray().Select(o => o.GetString()).ShouldBe(["deals", "companies"]);
    }

    [Fact]
    public void Every_Salesforce_source_has_its_description_beside_it_and_what_it_names_exists()
    {
        var described = Files("*.cls").Concat(Files("*.page")).Concat(Files("*.cmp")).ToList();
        described.Count.ShouldBe(4);
        foreach (var file in described)
            File.Exists(file + "-meta.xml").ShouldBeTrue(file);
        var controller = File.ReadAllText(Path.Combine(Root, "salesforce/force-app/main/default/classes/EntentePanelController.cls"));
        foreach (var field in Files("*.field-meta.xml").Select(f => Path.GetFileName(f).Split('.')[0]))
            controller.ShouldContain(field);
        controller.ShouldContain("callout:Entente");
    }

    [Fact]
    public async Task Every_script_is_read_by_node_where_there_is_one()
    {
        var scripts = Files("*.js").ToList();
        scripts.Count.ShouldBe(2);
        foreach (var file in scripts)
        {
            // Node reads a module by its name only.
            var copy = Path.Combine(Path.GetTempPath(), $"entente-{Path.GetFileNameWithoutExtension(file)}-{Environment.ProcessId}.mjs");
            // Decorators are Salesforce's compiler's, and no JavaScript yet.
            await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(file, Ct)).Replace("@api ", "", StringComparison.Ordinal), Ct);
            try
            {
                (await Node("--check", copy)).ShouldBeNullOrEmpty(file);
            }
            finally
            {
                File.Delete(copy);
            }
        }
    }

    [Fact]
    public void The_cards_brackets_and_elements_close()
    {
        var text = File.ReadAllText(Path.Combine(Root, "hubspot/src/app/cards/Panel.jsx"));
        var open = new Stack<char>();
        foreach (var c in WithoutTexts(text))
        {
            if (c is '(' or '[' or '{')
                open.Push(c);
            else if (c is ')' or ']' or '}')
                (open.Pop(), c).ShouldBeOneOf(('(', ')'), ('[', ']'), ('{', '}'));
        }
        open.ShouldBeEmpty();
        foreach (var element in (string[])["Flex", "Alert", "Button", "DescriptionList", "DescriptionListItem", "StatusTag", "Text"])
            Count(text, $"</{element}>").ShouldBe(Count(text, $"<{element}>") + Count(text, $"<{element} "), element);
    }

    private static string Root => Path.Combine(Checkout.Root, "integrations");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories);

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    // Markup of Aura and Visualforce uses prefixes that its own compilers know.
    private static void ReadXml(string file)
    {
        var known = new XmlNamespaceManager(new NameTable());
        foreach (var prefix in (string[])["aura", "force", "apex"])
            known.AddNamespace(prefix, "urn:" + prefix);
        using var reader = XmlReader.Create(file, null, new XmlParserContext(null, known, null, XmlSpace.Default));
        while (reader.Read()) { }
    }

    private static string WithoutTexts(string text) =>
        string.Join(
            '\n',
            text.Split('\n')
                .Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .Select(l => string.Concat(l.Split('"').Where((_, i) => i % 2 == 0)))
        );

    /// <summary>What node complains of; null where there is no node.</summary>
    private static async Task<string?> Node(params string[] words)
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", words) { RedirectStandardError = true, UseShellExecute = false })!;
            var said = await node.StandardError.ReadToEndAsync(Ct);
            await node.WaitForExitAsync(Ct);
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            TestContext.Current.SendDiagnosticMessage("There is no node here: the scripts were not read.");
            return null;
        }
    }
}
