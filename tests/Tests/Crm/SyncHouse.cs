using System.Net.Http.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The house and the sandbox on one clock that stands still, and a sales rep who works in the CRM.</summary>
public sealed class SyncHouse : IAsyncLifetime
{
    private int numbers;

    public SyncHouse(TestCluster cluster)
    {
        House = new House(cluster);
        Sandbox = new CrmSandbox { Clock = House.Clock.ForOthers() };
    }

    /// <summary>On a house and a sandbox that somebody else starts and stops.</summary>
    internal SyncHouse(House house, CrmSandbox sandbox) => (House, Sandbox) = (house, sandbox);

    public House House { get; }

    public CrmSandbox Sandbox { get; }

    internal Actor Entente => Actor.System(House.Corvane.Id);

    public async ValueTask InitializeAsync()
    {
        await House.InitializeAsync();
        await Sandbox.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await House.DisposeAsync();
    }

    internal int Next() => Interlocked.Increment(ref numbers);

    internal string Tag() => "t" + Next().ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal ConnectCrm.Input Credentials(CrmKind kind, bool wrong = false) =>
        kind == CrmKind.HubSpot
            ? new(
                kind,
                Sandbox.HubSpot.ToString(),
                wrong ? "pat-wrong" : Sandbox.Options.HubSpotToken,
                AppSecret: Sandbox.Options.HubSpotAppSecret,
                CallsPerSecond: 10_000
            )
            : new(
                kind,
                Sandbox.Salesforce.ToString(),
                wrong ? "wrong" : Sandbox.Options.SalesforceClientSecret,
                Sandbox.Options.SalesforceClientId,
                CallsPerSecond: 10_000
            );

    /// <summary>Connects, makes the fields, loads everything.</summary>
    internal async Task<CrmConnectionId> Connect(CrmKind kind)
    {
        var connection = await Begin(kind);
        await House.Work();
        return connection;
    }

    /// <summary>Connects and asks for the first load; nothing of it has run yet.</summary>
    internal async Task<CrmConnectionId> Begin(CrmKind kind)
    {
        var connected = await House.Act<ConnectCrm, Result<CrmConnectionId>>(Entente, c => c.Run(Credentials(kind), default));
        connected.Problem.ShouldBeNull();
        var started = await House.Act<StartSync, Result<StartSync.Started>>(Entente, s => s.Run(connected.Value, default));
        started.Problem.ShouldBeNull();
        return connected.Value;
    }

    /// <summary>A connector of its own, with which the rep changes things in the CRM.</summary>
    internal ICrmConnector Rep(CrmKind kind)
    {
        var gate = new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System);
        return kind == CrmKind.HubSpot
            ? new HubSpotConnector(
                Sandbox.Http,
                new(Sandbox.HubSpot, "2026-09", Sandbox.Options.HubSpotToken, Sandbox.Options.HubSpotAppSecret),
                ConnectorFacts.Unknown,
                gate,
                House.Clock
            )
            : new SalesforceConnector(
                Sandbox.Http,
                new(
                    Sandbox.Salesforce,
                    "66.0",
                    SalesforceGrant.ClientCredentials,
                    Sandbox.Options.SalesforceClientId,
                    Sandbox.Options.SalesforceClientSecret
                ),
                ConnectorFacts.Unknown,
                gate,
                null,
                House.Clock
            );
    }

    /// <summary>What the rep made by hand: a deal with its account and contact.</summary>
    internal async Task<(string Account, string Contact, string Deal)> RepMakesADeal(
        CrmKind kind,
        string tag,
        string name = "Vantor Logistics",
        string domain = "vantor.example"
    )
    {
        var rep = Rep(kind);
        (await rep.EnsureFields(default)).Error.ShouldBeNull();
        var account = (
            await rep.Upsert(
                new(CrmObject.Account, "ra" + tag, null, new Dictionary<string, string?> { ["name"] = name, ["domain"] = domain }, []),
                default
            )
        )
            .Value
            .Id;
        var person = new Dictionary<string, string?> { ["last_name"] = "Ruiz", ["email"] = $"Mar.{tag}@vantor.example" };
        var contact = (await rep.Upsert(new(CrmObject.Contact, "rc" + tag, null, person, [new(CrmObject.Account, account)]), default))
            .Value
            .Id;
        var deal = await rep.Upsert(
            new(
                CrmObject.Deal,
                "rd" + tag,
                null,
                DealFields(kind, name),
                [new(CrmObject.Account, account), new(CrmObject.Contact, contact)]
            ),
            default
        );
        return (account, contact, deal.Value.Id);
    }

    internal Task<CrmResult<CrmOutcome>> RepChanges(CrmKind kind, CrmObject what, string id, string field, string? value) =>
        Rep(kind).Upsert(new(what, "x", id, new Dictionary<string, string?> { [field] = value }, []), default);

    internal static Dictionary<string, string?> DealFields(CrmKind kind, string name) =>
        new()
        {
            [CrmFields.Name] = name,
            [CrmFields.Amount] = "500",
            [CrmFields.CloseDate] = "2027-03-31",
            [CrmFields.Stage] = kind == CrmKind.HubSpot ? "qualifiedtobuy" : "Qualification",
        };

    /// <summary>The cursor walks at once, though its time has not come.</summary>
    internal async Task Walk(CrmConnectionId connection)
    {
        await using var scope = House.As(House.Corvane);
        var connectors = scope.ServiceProvider.GetRequiredService<global::Entente.Crm.Sync.CrmConnectors>();
        var info = await connectors.Info(connection, default);
        var poll = scope.ServiceProvider.GetRequiredService<global::Entente.Crm.Sync.PollConnections>();
        (await poll.Walk(info!, null, House.Clock.Now, default)).ShouldBeNull();
    }

    /// <summary>The cursor's walk ends now: from here on the connection rests.</summary>
    internal async Task Ended(CrmConnectionId connection)
    {
        await using var scope = House.As(House.Corvane);
        await scope.ServiceProvider.GetRequiredService<StatusBook>().Polled(connection, null, default);
    }

    /// <summary>Time passes, and what is due is done.</summary>
    internal async Task Pass(TimeSpan time)
    {
        House.Clock.Advance(time);
        await House.Work();
    }

    internal async Task<T> Ask<T>(Func<EntenteDb, Task<T>> ask, WorkspaceCard? workspace = null)
    {
        await using var scope = House.As(workspace ?? House.Corvane);
        return await ask(scope.ServiceProvider.GetRequiredService<EntenteDb>());
    }

    /// <summary>Reads one record into the mirror, as after a push, without the clock moving.</summary>
    internal async Task Fetch(CrmConnectionId connection, CrmObject kind, string id)
    {
        await using var scope = House.As(House.Corvane);
        var services = scope.ServiceProvider;
        var connector = await services.GetRequiredService<CrmConnectors>().Of(connection, CancellationToken.None);
        var pull = services.GetRequiredService<Pull>();
        (
            await pull.Records(connection, connector, kind, [(id, 0)], SyncSource.Push, House.Clock.Now, CancellationToken.None)
        ).ShouldBeNull();
    }

    internal Task<MirroredRecord?> Held(CrmConnectionId connection, CrmObject kind, string id) =>
        Ask(db =>
            db.Set<MirroredRecord>()
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.ConnectionId == connection && r.Kind == kind && r.CrmId == id)
        );

    internal Task<CrmConnectionState> State(CrmConnectionId connection) =>
        Ask(db => db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.State).SingleAsync());

    internal async Task Delete(CrmKind kind, CrmObject what, string id)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, "");
        if (kind == CrmKind.HubSpot)
        {
            message.RequestUri = new Uri(Sandbox.HubSpot, new HubSpotPaths("v3").One(what, id));
            message.Headers.Authorization = new("Bearer", Sandbox.Options.HubSpotToken);
        }
        else
        {
            var access = (await ((SalesforceConnector)Rep(kind)).Access(default)).Value;
            message.RequestUri = new Uri(access.Origin, $"/services/data/v66.0/sobjects/{SalesforceFields.Object(what)}/{id}");
            message.Headers.Authorization = new("Bearer", access.Token);
        }
        (await Sandbox.Http.SendAsync(message)).EnsureSuccessStatusCode();
    }

    internal static string Protocol(CrmKind kind) => kind == CrmKind.HubSpot ? "hubSpot" : "salesforce";
}

/// <summary>A room that owns deals, as the pipeline will.</summary>
internal sealed class RecordingBinding : ICrmBinding
{
    public List<CrmDeal> Seen { get; } = [];

    public Task Apply(IReadOnlyList<CrmDeal> deals, CancellationToken ct)
    {
        Seen.AddRange(deals);
        return Task.CompletedTask;
    }
}
