using System.Text.Json.Nodes;
using System.Threading.Channels;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>One change of one record, as change data capture tells it.</summary>
internal sealed record ChangeEvent(long ReplayId, string Channel, JsonObject Data);

/// <summary>
/// The log of change events, as far back as the last 10,000. It begins when somebody first asks for events, so that loads nobody listens to cost nothing.
/// Events carry the fields that changed as they are when the event is made, a few milliseconds after the change.
/// </summary>
internal sealed class ChangeEvents(CrmStore store, Catalog catalog, Organisation organisation, RowFeed rows, ILogger<ChangeEvents> log)
    : BackgroundService
{
    private const int Kept = 10_000;

    private readonly Lock _changing = new();
    private readonly LinkedList<ChangeEvent> _events = new();
    private readonly Channel<object> _incoming = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _subscription;
    private volatile bool _on;
    private long _last;

    /// <summary>The newest event's id.</summary>
    public long Last
    {
        get
        {
            lock (_changing)
                return _last;
        }
    }

    public void TurnOn() => _on = true;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = store.Subscribe(changes => Take(changes));
        rows.Subscribe(Take);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
    }

    /// <summary>Whether there is an object behind a channel's name.</summary>
    public bool Knows(string channel) =>
        channel == "/data/ChangeEvents"
        || channel.StartsWith("/data/", StringComparison.Ordinal)
            && channel.EndsWith("ChangeEvent", StringComparison.Ordinal)
            && catalog.Shape(channel[6..^11]) is { Replicateable: true };

    /// <summary>Events after this one on channels that are wanted, oldest first, and a task that ends when there may be more.</summary>
    public (List<ChangeEvent> Events, Task More) After(long replayId, Func<string, bool> wanted)
    {
        lock (_changing)
            return ([.. _events.Where(e => e.ReplayId > replayId && wanted(e.Channel))], _more.Task);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _incoming.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                foreach (var (shape, data) in change is RowChange row ? [OfRow(row)] : OfTransaction((IReadOnlyList<Change>)change))
                    Append(shape, data);
            }
            catch (Exception e)
            {
                log.LogError(e, "A change event could not be made.");
            }
        }
    }

    /// <summary>Runs inside the write: only remembers.</summary>
    private void Take(object change)
    {
        if (_on)
            _incoming.Writer.TryWrite(change);
    }

    private void Append(ObjectShape shape, JsonObject payload)
    {
        lock (_changing)
        {
            _last++;
            var data = new JsonObject
            {
                ["schema"] = SetupRows.IdFor("0Sc", shape.Name),
                ["payload"] = payload,
                ["event"] = new JsonObject { ["replayId"] = _last },
            };
            _events.AddLast(new ChangeEvent(_last, $"/data/{shape.Name}ChangeEvent", data));
            if (_events.Count > Kept)
                _events.RemoveFirst();
            _more.TrySetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>What happened to each record of a transaction, in one event a record.</summary>
    private IEnumerable<(ObjectShape Shape, JsonObject Payload)> OfTransaction(IReadOnlyList<Change> changes)
    {
        var sequence = 0;
        foreach (var group in changes.GroupBy(change => change.Id))
        {
            var shape = catalog.Of(RecordIds.KindOf(group.Key));
            if (store.Find(group.Key) is not { } record)
                continue;
            var types = group.Select(change => change.Type).ToHashSet();
            var type =
                types.Contains(ChangeType.Created) ? "CREATE"
                : types.Contains(ChangeType.Archived) ? "DELETE"
                : types.Contains(ChangeType.Restored) ? "UNDELETE"
                : "UPDATE";
            var slots = group.Where(change => change.Field is not null).Select(change => change.Field!.Slot).ToHashSet();
            var linked = types.Contains(ChangeType.Linked) || types.Contains(ChangeType.Unlinked);
            var fields = shape
                .Fields.Where(field =>
                    (field.Stored is { } stored && slots.Contains(stored.Slot))
                    || (linked && field.Name is "AccountId" or "WhoId" or "WhatId")
                )
                .ToList();
            if (type == "UPDATE" && fields.Count == 0)
                continue;
            var first = group.First();
            yield return (shape, Payload(shape, record, type, fields, first.When, OriginOf(first.Origin), $"{first.Sequence}", ++sequence));
        }
    }

    private (ObjectShape Shape, JsonObject Payload) OfRow(RowChange change)
    {
        var shape = catalog.ShapeOfId(change.Row.Id)!;
        var type = change.Type switch
        {
            ChangeType.Created => "CREATE",
            ChangeType.Archived => "DELETE",
            ChangeType.Restored => "UNDELETE",
            _ => "UPDATE",
        };
        var fields = shape.Fields.Where(field => field.Createable).ToList();
        return (shape, Payload(shape, change.Row, type, fields, change.When, "", change.Row.Id, 1));
    }

    private JsonObject Payload(
        ObjectShape shape,
        object row,
        string type,
        IReadOnlyList<ObjectField> fields,
        DateTimeOffset when,
        string origin,
        string transaction,
        int sequence
    )
    {
        static JsonArray Names(IEnumerable<ObjectField> of) => new([.. of.Select(field => (JsonNode)field.Name)]);
        var update = type == "UPDATE";
        var payload = new JsonObject
        {
            ["ChangeEventHeader"] = new JsonObject
            {
                ["entityName"] = shape.Name,
                ["recordIds"] = new JsonArray(shape.IdOf(row)),
                ["changeType"] = type,
                ["changeOrigin"] = origin,
                ["transactionKey"] = transaction,
                ["sequenceNumber"] = sequence,
                ["commitTimestamp"] = when.ToUnixTimeMilliseconds(),
                ["commitNumber"] = when.ToUnixTimeMilliseconds(),
                ["commitUser"] = organisation.RunAsId,
                ["changedFields"] = update ? Names(fields) : [],
                ["nulledFields"] = update ? Names(fields.Where(field => field.Read(row) is null)) : [],
                ["diffFields"] = new JsonArray(),
            },
        };
        foreach (var field in type == "DELETE" ? [] : fields)
        {
            if (field.Kind != FieldKind.Base64 && field.Read(row) is { } value)
                payload[field.Name] = JsonText.Of(value);
        }

        return payload;
    }

    /// <summary>The name a writer gave itself in <c>Sforce-Call-Options</c>, by which it knows its own echoes.</summary>
    private static string OriginOf(Origin origin) =>
        origin.Door != Door.SalesforceApi ? ""
        : origin.App is { } client ? $"com/salesforce/api/rest/66.0;client={client}"
        : "com/salesforce/api/rest/66.0";
}
