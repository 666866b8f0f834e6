using System.Collections.Concurrent;
using System.Threading.Channels;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>One attempt to deliver a message.</summary>
internal sealed record OutboundDelivery(DateTimeOffset At, string TargetUrl, string Object, int Notifications, int Attempt, string Outcome);

/// <summary>
/// Tells targets of records made and changed, whoever did it, a few hundredths of a second later. Not in order and at least once: a message that is not
/// acknowledged is sent again after growing waits, with the data of that moment. Deletions are not told, as outbound messages never do.
/// </summary>
internal sealed class OutboundSender(
    CrmStore store,
    Catalog catalog,
    Organisation organisation,
    OutboundTargets targets,
    Faults faults,
    SandboxOptions options,
    IServer server,
    TimeProvider clock,
    ILogger<OutboundSender> log
) : BackgroundService
{
    private const int Kept = 1000;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly Channel<long> _changed = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<OutboundDelivery> _deliveries = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = AnswerWithin };
    private IDisposable? _subscription;
    private long _notifications = clock.GetUtcNow().ToUnixTimeMilliseconds() << 12;

    public IReadOnlyList<OutboundDelivery> Deliveries => [.. _deliveries];

    /// <summary>Listens before the first request can be answered.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = store.Subscribe(Notice);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _changed.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, clock, stoppingToken);
            var ids = new HashSet<long>();
            while (_changed.Reader.TryRead(out var id))
                ids.Add(id);
            foreach (var target in targets.All())
                Send(target, ids, stoppingToken);
        }
    }

    /// <summary>Runs inside the write: only remembers.</summary>
    private void Notice(IReadOnlyList<Change> changes)
    {
        if (targets.All().Count == 0)
            return;
        foreach (var change in changes.Where(c => c.Kind is Kind.Company or Kind.Contact or Kind.Deal or Kind.Note))
        {
            var told = change.Type switch
            {
                ChangeType.Archived or ChangeType.Erased => false,
                // The account of a contact or opportunity, and what a task is about, are fields here.
                ChangeType.Linked or ChangeType.Unlinked => change.Kind == Kind.Note || RecordIds.KindOf(change.Link!.To) == Kind.Company,
                _ => true,
            };
            if (told)
                _changed.Writer.TryWrite(change.Id);
        }
    }

    private void Send(OutboundTarget target, HashSet<long> ids, CancellationToken stopping)
    {
        foreach (var group in ids.GroupBy(RecordIds.KindOf))
        {
            if (!target.Wants(catalog.Of(group.Key).Name))
                continue;
            foreach (var chunk in group.Chunk(OutboundMessage.MaxNotifications))
            {
                var numbered = chunk
                    .Select(id => (SalesforceId.Of(Prefixes.Notification, Interlocked.Increment(ref _notifications)), id))
                    .ToList();
                _ = Deliver(target, group.Key, numbered, stopping);
            }
        }
    }

    private async Task Deliver(OutboundTarget target, Kind kind, List<(string NotificationId, long Id)> records, CancellationToken stopping)
    {
        try
        {
            var fate = faults.Push(new(Protocol.Salesforce, "POST", target.TargetUrl, Objects: [catalog.Of(kind).Name]));
            if (fate.Drop)
            {
                Note(target, kind, records.Count, 1, "dropped on demand");
                return;
            }

            if (fate.Shuffle is { } seed)
                records = [.. Chance.Shuffled(records, seed)];
            await Task.Delay(fate.Delay, clock, stopping);
            await Task.WhenAll(Enumerable.Range(0, fate.Copies).Select(_ => Insist(target, kind, records, stopping)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The sandbox stops; what was not delivered is lost, and a client's poll finds it.
        }
        catch (Exception e)
        {
            // Nobody awaits a delivery: a failure of our own must be seen somewhere.
            log.LogError(e, "An outbound message could not be made.");
        }
    }

    private async Task Insist(OutboundTarget target, Kind kind, List<(string NotificationId, long Id)> records, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await Attempt(target, kind, records, stopping);
            Note(target, kind, records.Count, attempt, outcome);
            if (outcome == "acknowledged" || attempt > options.WebhookRetries.Count)
                return;
            await Task.Delay(options.WebhookRetries[attempt - 1], clock, stopping);
        }
    }

    private async Task<string> Attempt(
        OutboundTarget target,
        Kind kind,
        List<(string NotificationId, long Id)> records,
        CancellationToken stopping
    )
    {
        // A record deleted meanwhile leaves nothing to tell.
        var rows = records
            .Select(r => (r.NotificationId, Row: store.Find(r.Id)))
            .Where(r => r.Row is { Archived: false })
            .Select(r => (r.NotificationId, (object)r.Row!))
            .ToList();
        if (rows.Count == 0)
            return "acknowledged";
        var shape = catalog.Of(kind);
        using var content = new ByteArrayContent(OutboundMessage.Write(organisation.Id, target.ActionId(shape.Name), Root(), shape, rows));
        content.Headers.ContentType = new("text/xml") { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, target.TargetUrl) { Content = content };
        request.Headers.Add("SOAPAction", "\"\"");
        try
        {
            using var answer = await _http.SendAsync(request, stopping);
            var text = await answer.Content.ReadAsStringAsync(stopping);
            return answer.IsSuccessStatusCode && OutboundMessage.Acknowledges(text)
                ? "acknowledged"
                : $"answered {(int)answer.StatusCode} without Ack true";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    /// <summary>The Salesforce origin, the second of the two the server listens on.</summary>
    private string Root() => server.Features.Get<IServerAddressesFeature>()?.Addresses.LastOrDefault() ?? options.SalesforceUrl;

    private void Note(OutboundTarget target, Kind kind, int count, int attempt, string outcome)
    {
        _deliveries.Enqueue(
            new OutboundDelivery(clock.GetUtcNow(), target.TargetUrl, FieldGrants.ObjectName(kind), count, attempt, outcome)
        );
        while (_deliveries.Count > Kept)
            _deliveries.TryDequeue(out _);
    }
}
