using System.Diagnostics;
using System.Text.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Sandbox.Support;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

/// <summary>Real input: the companies registered with the SEC, and every naughty string, through a CRM into the mirror.</summary>
public sealed class RegistrantsTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly SyncHouse house = new(cluster);

    public ValueTask InitializeAsync() => house.InitializeAsync();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private const int Stated = 10_077;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Folder => Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? Suites.Default();

    [Theory]
    [InlineData("HubSpot")]
    [InlineData("Salesforce")]
    public async Task Ten_thousand_companies_are_mirrored_and_found_as_people_type_them(string crm)
    {
        if (Read() is not { } names)
            return;
        var kind = Enum.Parse<CrmKind>(crm);
        var rep = house.Rep(kind);
        (await rep.EnsureFields(Ct)).Error.ShouldBeNull();
        foreach (var chunk in names.Select((name, i) => (name, i)).Chunk(100))
        {
            var written = await rep.UpsertMany(
                [
                    .. chunk.Select(c => new CrmUpsert(
                        CrmObject.Account,
                        $"sec-{c.i}",
                        null,
                        new Dictionary<string, string?> { [CrmFields.Name] = c.name },
                        []
                    )),
                ],
                Ct
            );
            written.ShouldAllBe(w => w.Ok);
        }

        var watch = Stopwatch.StartNew();
        var connection = await house.Connect(kind);
        Say($"{crm}: connected and mirrored in {watch.ElapsedMilliseconds} ms");
        var held = await house.Ask(db =>
            db.Set<MirroredRecord>().CountAsync(r => r.ConnectionId == connection && r.Kind == CrmObject.Account && !r.Deleted)
        );
        held.ShouldBe((int)await house.Sandbox.Count("companies"));

        foreach (
            var (typed, expected) in new[]
            {
                ("Nvidia Corporation", "NVIDIA CORP"),
                ("3 M Co.", "3M CO"),
                ("JP Morgan Chase and Company", "JPMORGAN CHASE & CO"),
            }
        )
        {
            watch.Restart();
            var found = await house.House.Act<CrmApi, AccountCandidates>(house.Entente, api => api.Candidates(typed, null, 5, Ct));
            Say($"{crm}: “{typed}” → {found.Found[0].Account.Name} ({found.Found[0].Score}) in {watch.ElapsedMilliseconds} ms");
            found.Complete.ShouldBeTrue();
            found.Found[0].Account.Name.ShouldBe(expected);
        }

        watch.Restart();
        await house.Pass(TimeSpan.FromSeconds(75));
        Say($"{crm}: a walk of the cursor over all of them, none changed, {watch.ElapsedMilliseconds} ms");
        (await house.Ask(db => db.Set<SyncBatch>().CountAsync(b => b.ConnectionId == connection && b.Source == SyncSource.Poll))).ShouldBe(
            0,
            "what is held already is no news"
        );
    }

    [Fact]
    public async Task Any_naughty_string_comes_through_and_breaks_nothing()
    {
        var file = Path.Combine(Folder, "text", "blns.json");
        if (!File.Exists(file))
        {
            Say($"No {file}: naughty strings are left out.");
            return;
        }
        var strings = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(file, Ct))!;
        Say($"{strings.Count} naughty strings");
        strings.Count.ShouldBeGreaterThanOrEqualTo(500);
        var rep = house.Rep(CrmKind.HubSpot);
        (await rep.EnsureFields(Ct)).Error.ShouldBeNull();
        foreach (var chunk in strings.Select((text, i) => (text, i)).Chunk(50))
        {
            await rep.UpsertMany(
                [
                    .. chunk.Select(c => new CrmUpsert(
                        CrmObject.Account,
                        $"blns-{c.i}",
                        null,
                        new Dictionary<string, string?>
                        {
                            [CrmFields.Name] = "x " + c.text,
                            [CrmFields.City] = c.text,
                            [CrmFields.Website] = c.text,
                        },
                        []
                    )),
                ],
                Ct
            );
        }
        var connection = await house.Connect(CrmKind.HubSpot);
        (await house.State(connection)).ShouldBe(CrmConnectionState.Live);
        (
            await house.Ask(db => db.Set<AccountRow>().CountAsync(a => a.ConnectionId == connection && a.EntenteId!.StartsWith("blns-")))
        ).ShouldBeGreaterThanOrEqualTo(strings.Count - 5);
        foreach (var text in strings.Take(60))
            (
                await house.House.Act<CrmApi, AccountCandidates>(house.Entente, api => api.Candidates(text, text, 3, Ct))
            ).Complete.ShouldBeTrue();
    }

    private static List<string>? Read()
    {
        var file = Path.Combine(Folder, "names", "sec-registrants.csv");
        if (!File.Exists(file))
        {
            Say($"No {file}: the registrants are left out.");
            return null;
        }
        var names = File.ReadLines(file)
            .Skip(1)
            .Select(line => line.Split(',', 3)[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal))
            .ToList();
        Say($"{names.Count} registrants");
        names.Count.ShouldBeGreaterThanOrEqualTo(Stated);
        return names;
    }

    private static void Say(string text)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        TestContext.Current.SendDiagnosticMessage(text);
    }
}
