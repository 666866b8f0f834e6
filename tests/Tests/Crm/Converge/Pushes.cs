using System.Globalization;
using System.Text.Json;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Sandbox;
using Entente.Sandbox.Admin;
using Entente.Sandbox.HubSpot.Webhooks;
using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Salesforce.Push;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm.Converge;

/// <summary>
/// The CRM's webhooks and outbound messages, made by the sandbox's own code and handed to the app's own receiver, but when the story says so
/// and not when a timer does: a run can be repeated. What becomes of each (lost, doubled, shuffled, late) is the sandbox's rules' to say.
/// </summary>
internal sealed class Pushes(SyncHouse house, CrmKind kind, Random random) : IDisposable
{
    private const string Origin = "https://entente.example";
    private const int MostInOne = 100;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly List<Change> waiting = [];
    private readonly List<CrmPush> late = [];
    private readonly Lock gate = new();
    private IDisposable? feed;
    private CrmConnectionId connection;
    private string path = "";
    private long notifications;

    public int Delivered { get; private set; }

    public async Task Begin(CrmConnectionId id)
    {
        connection = id;
        path = (
            await house.House.Act<ShowConnection, IReadOnlyList<ConnectionView>>(house.Entente, s => s.All(house.House.Clock.Now, default))
        )
            .Single()
            .PushPath;
        feed = house
            .Sandbox.Part<CrmStore>()
            .Subscribe(changes =>
            {
                lock (gate)
                    waiting.AddRange(changes);
            });
    }

    /// <summary>What has gathered, and what came late before, arrives.</summary>
    public async Task Arrive()
    {
        List<Change> gathered;
        List<CrmPush> now;
        lock (gate)
            (gathered, now) = ([.. waiting], [.. late]);
        Forget();
        foreach (var push in (IEnumerable<CrmPush>)(kind == CrmKind.HubSpot ? Webhooks(gathered) : Messages(gathered)))
        {
            var fate = house.Sandbox.Part<Faults>().Push(new(Protocol, "POST", Origin + path, Objects: []));
            for (var copy = 0; copy < (fate.Drop ? 0 : fate.Copies); copy++)
                (fate.Delay > TimeSpan.Zero ? late : now).Add(push);
        }
        foreach (var push in now.OrderBy(_ => random.Next()))
        {
            await using var scope = house.House.As(house.House.Corvane);
            var key = System.Web.HttpUtility.ParseQueryString(new Uri(push.Address).Query)["key"];
            var answer = await scope
                .ServiceProvider.GetRequiredService<TakePush>()
                .Run(house.House.Corvane.Id, connection, push, key, default);
            // Late ones may be older than a signature may be; nothing else is refused.
            answer.Status.ShouldBeOneOf(200, 401);
            Delivered++;
        }
    }

    /// <summary>They will never arrive.</summary>
    public void Forget()
    {
        lock (gate)
        {
            waiting.Clear();
            late.Clear();
        }
    }

    public void Dispose() => feed?.Dispose();

    private Protocol Protocol => kind == CrmKind.HubSpot ? Protocol.HubSpot : Protocol.Salesforce;

    private IEnumerable<CrmPush> Webhooks(List<Change> changes)
    {
        var options = house.Sandbox.Options;
        var to = new WebhookSubscription(
            Origin + path,
            options.HubSpotAppSecret,
            WebhookSubscriptions.AllTypes,
            options.HubSpotAppId,
            options.HubSpotPortalId,
            1
        );
        var events = house.Sandbox.Part<WebhookEvents>();
        foreach (var batch in changes.SelectMany(c => events.Of(c, to)).OrderBy(_ => random.Next()).ToList().Chunk(MostInOne))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(batch, Web);
            var stamp = house.House.Clock.Now.ToUnixTimeMilliseconds();
            var headers = new Dictionary<string, string>
            {
                ["x-hubspot-signature-v3"] = Signature.V3(options.HubSpotAppSecret, "POST", to.TargetUrl, body, stamp),
                ["x-hubspot-request-timestamp"] = stamp.ToString(CultureInfo.InvariantCulture),
            };
            yield return new CrmPush("POST", to.TargetUrl, headers, body);
        }
    }

    // As its sender: deletions are not told, and what was deleted meanwhile leaves nothing to tell.
    private IEnumerable<CrmPush> Messages(List<Change> changes)
    {
        var (catalog, target) = (house.Sandbox.Part<Catalog>(), new OutboundTarget(Origin + path));
        var told = changes
            .Where(c => c.Kind is Kind.Company or Kind.Contact or Kind.Deal)
            .Where(c => c.Type is not (ChangeType.Archived or ChangeType.Erased))
            .Where(c => c.Link is null || RecordIds.KindOf(c.Link.To) == Kind.Company)
            .Select(c => c.Id)
            .Distinct();
        foreach (var group in told.GroupBy(RecordIds.KindOf))
        {
            var shape = catalog.Of(group.Key);
            var rows = group
                .Select(id => catalog.ById(shape, Prefixes.IdOf(id)))
                .Where(row => row is not null && !Catalog.IsDeleted(row))
                .Select(row => (SalesforceId.Of(Prefixes.Notification, ++notifications), row!))
                .ToList();
            foreach (var chunk in rows.Chunk(MostInOne))
            {
                var body = OutboundMessage.Write(
                    house.Sandbox.Part<Organisation>().Id,
                    target.ActionId(shape.Name),
                    "https://crm.example",
                    shape,
                    chunk
                );
                yield return new CrmPush("POST", target.TargetUrl, new Dictionary<string, string>(), body);
            }
        }
    }
}
