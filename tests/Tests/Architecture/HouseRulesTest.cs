using System.Xml.Linq;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Architecture;

/// <summary>The house's own laws, read from its sources and its model.</summary>
public sealed class HouseRulesTest(House house) : IClassFixture<House>
{
    /// <summary>Lowest first; a project may refer only to those before it.</summary>
    private static readonly string[] Floors =
    [
        "Platform",
        "Ui",
        "Access",
        "Portal",
        "Collaboration",
        "Crm",
        "Partners",
        "Recruitment",
        "Programs",
        "Pipeline",
        "Registrations",
        "Conflicts",
        "Engagement",
        "Leads",
        "Plans",
        "Onboarding",
        "Health",
        "Reviews",
        "Migrations",
        "Demo",
        "Host",
    ];

    [Fact]
    public void References_go_down_only()
    {
        foreach (var project in Floors)
        {
            var above = References(project).Where(r => Array.IndexOf(Floors, r) >= Array.IndexOf(Floors, project));
            above.ShouldBeEmpty($"{project} may refer only to lower floors");
        }
    }

    [Fact]
    public void The_sandbox_refers_to_nobody_and_nobody_refers_to_it()
    {
        References("Sandbox").ShouldBeEmpty();
        Floors.Where(p => References(p).Contains("Sandbox")).ShouldBeEmpty();
    }

    [Fact]
    public void The_audit_s_verifier_refers_to_nobody_so_that_it_proves_something() => References("AuditVerifier").ShouldBeEmpty();

    [Fact]
    public void Every_module_stands_on_its_floor_in_the_hosts_list()
    {
        var order = Entente.Host.Modules.All.All.Select(m => Array.IndexOf(Floors, Project(m))).ToList();

        order.ShouldNotContain(-1);
        order.ShouldBe(order.Order());
    }

    [Fact]
    public void Entities_are_internal_to_their_room()
    {
        var open = Model().GetEntityTypes().Where(e => e.ClrType.IsPublic && e.FindPrimaryKey() is not null).Select(e => e.ClrType.Name);

        open.ShouldBeEmpty("what crosses a module is an id, a value or a record");
    }

    [Fact]
    public void Every_key_and_index_starts_with_the_workspace_but_for_the_listed_tables()
    {
        var offenders = new List<string>();
        foreach (var entity in Fenced())
        {
            var keys = entity.GetKeys().Select(k => (Kind: "key", k.Properties));
            var indexes = entity.GetIndexes().Select(i => (Kind: "index", i.Properties));
            var foreign = entity.GetForeignKeys().Select(f => (Kind: "foreign key", f.Properties));
            foreach (var (kind, properties) in keys.Concat(indexes).Concat(foreign))
                if (properties[0].Name != nameof(IWorkspaceOwned.WorkspaceId))
                    offenders.Add($"{entity.GetTableName()}: {kind} ({string.Join(", ", properties.Select(p => p.Name))})");
        }

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void The_list_of_global_tables_is_the_model_s()
    {
        var global = Model()
            .GetEntityTypes()
            .Where(e => !typeof(IWorkspaceOwned).IsAssignableFrom(e.ClrType))
            .Select(e => e.GetTableName())
            .Order();

        global.ShouldBe(ModelRules.GlobalTables.Order());
    }

    [Fact]
    public void Rules_are_pure()
    {
        string[] banned =
        [
            "EntenteDb",
            "EntityFrameworkCore",
            "Npgsql",
            "TimeProvider",
            "HttpClient",
            "async ",
            "await ",
            "Task<",
            "GetUtcNow",
        ];
        var offenders =
            from file in Checkout.Files("src", ".cs")
            where file.Contains("/Rules/", StringComparison.Ordinal)
            let text = Checkout.Read(file)
            from word in banned
            where text.Contains(word, StringComparison.Ordinal)
            select $"{file}: {word.Trim()}";

        offenders.ShouldBeEmpty("a rule gets values, now among them, and returns a value");
    }

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines()
    {
        var long_ = Checkout
            .Files("src", ".cs", ".razor", ".js", ".css")
            .Concat(Checkout.Files("tests", ".cs"))
            .Select(f => (File: f, Lines: Checkout.Read(f).AsSpan().Count('\n')))
            .Where(f => f.Lines > 300)
            .Select(f => $"{f.File} has {f.Lines}");

        long_.ShouldBeEmpty("split by verb, not by kind");
    }

    [Fact]
    public void Every_path_in_the_map_exists()
    {
        var map = Checkout.Read("MAP.md");
        var paths = map.Split('`').Where((_, i) => i % 2 == 1).Where(p => p.Contains('/', StringComparison.Ordinal)).ToList();

        paths.Count.ShouldBeGreaterThan(20);
        paths.Where(p => !Path.Exists(Path.Combine(Checkout.Root, p))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_module_says_in_a_readme_what_it_decides() =>
        Floors
            .Concat(["Sandbox", "AuditVerifier"])
            .Where(p => !File.Exists(Path.Combine(Checkout.Root, "src", p, "README.md")))
            .ShouldBeEmpty();

    private static string Project(Module module) => module.Assembly.GetName().Name!["Entente.".Length..];

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Parse(Checkout.Read($"src/{project}/{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    private IModel Model()
    {
        using var scope = house.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<EntenteDb>().Model;
    }

    private IEnumerable<IEntityType> Fenced() =>
        Model().GetEntityTypes().Where(e => e.GetTableName() is { } table && !ModelRules.GlobalTables.Contains(table));
}
