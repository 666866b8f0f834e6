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
    RowFeed rows,
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

    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<OutboundDelivery> _deliveries = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = AnswerWithin };
    private IDisposable? _subscription;
    private long _notifications = clock.GetUtcNow().ToUnixTimeMilliseconds() << 12;

    public IReadOnlyList<OutboundDelivery> Deliveries => [.. _deliveries];

    /// <summary>Listens before the first request can be answered.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = store.Subscribe(Notice);
        rows.Subscribe(Notice);
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
            var ids = new HashSet<string>(StringComparer.Ordinal);
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
                _changed.Writer.TryWrite(Prefixes.IdOf(change.Id));
        }
    }

    private void Notice(RowChange change)
    {
        if (targets.All().Count > 0 && change.Type != ChangeType.Archived)
            _changed.Writer.TryWrite(change.Row.Id);
    }

    private void Send(OutboundTarget target, HashSet<string> ids, CancellationToken stopping)
    {
        foreach (var group in ids.GroupBy(SalesforceId.Prefix))
        {
            if (catalog.ShapeOfId(group.First()) is not { } shape || !target.Wants(shape))
                continue;
            foreach (var chunk in group.Chunk(OutboundMessage.MaxNotifications))
            {
                var numbered = chunk
                    .Select(id => (SalesforceId.Of(Prefixes.Notification, Interlocked.Increment(ref _notifications)), id))
                    .ToList();
                _ = Deliver(target, shape.Name, numbered, stopping);
            }
        }
    }

    private async Task Deliver(
        OutboundTarget target,
        string objectName,
        List<(string NotificationId, string Id)> records,
        CancellationToken stopping
    )
    {
        try
        {
            var fate = faults.Push(new(Protocol.Salesforce, "POST", target.TargetUrl, Objects: [objectName]));
            if (fate.Drop)
            {
                Note(target, objectName, records.Count, 1, "dropped on demand");
                return;
            }

            if (fate.Shuffle is { } seed)
                records = [.. Chance.Shuffled(records, seed)];
            await Task.Delay(fate.Delay, clock, stopping);
            await Task.WhenAll(Enumerable.Range(0, fate.Copies).Select(_ => Insist(target, objectName, records, stopping)));
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

    private async Task Insist(
        OutboundTarget target,
        string objectName,
        List<(string NotificationId, string Id)> records,
        CancellationToken stopping
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await Attempt(target, objectName, records, stopping);
            Note(target, objectName, records.Count, attempt, outcome);
            if (outcome == "acknowledged" || attempt > options.WebhookRetries.Count)
                return;
            await Task.Delay(options.WebhookRetries[attempt - 1], clock, stopping);
        }
    }

    private async Task<string> Attempt(
        OutboundTarget target,
        string objectName,
        List<(string NotificationId, string Id)> records,
        CancellationToken stopping
    )
    {
        // A record deleted meanwhile leaves nothing to tell.
        var shape = catalog.Shape(objectName)!;
        var living = records
            .Select(r => (r.NotificationId, Row: catalog.ById(shape, r.Id)))
            .Where(r => r.Row is not null && !Catalog.IsDeleted(r.Row))
            .Select(r => (r.NotificationId, r.Row!))
            .ToList();
        if (living.Count == 0)
            return "acknowledged";
        using var content = new ByteArrayContent(
            OutboundMessage.Write(organisation.Id, target.ActionId(shape.Name), Root(), shape, living)
        );
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

    private void Note(OutboundTarget target, string objectName, int count, int attempt, string outcome)
    {
        _deliveries.Enqueue(new OutboundDelivery(clock.GetUtcNow(), target.TargetUrl, objectName, count, attempt, outcome));
        while (_deliveries.Count > Kept)
            _deliveries.TryDequeue(out _);
    }
}
