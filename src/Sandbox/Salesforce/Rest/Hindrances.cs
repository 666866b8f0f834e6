namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>What keeps a call from its work, on demand: rows another transaction holds, rows in approval, and the next calls of a kind.</summary>
internal sealed class Hindrances
{
    private readonly Lock _changing = new();
    private readonly Dictionary<string, string> _held = new(StringComparer.Ordinal);
    private readonly List<Refusal> _next = [];

    /// <param name="Operation"><c>write</c> or <c>query</c>.</param>
    /// <param name="Object">Only of this object; null for any.</param>
    /// <param name="Calls">How many rows (or queries) are refused.</param>
    /// <param name="Code">Salesforce's error code.</param>
    public sealed record Refusal(string Operation, string Code, int Status, string Message, string? Object, int Calls);

    /// <summary>Holds rows: whoever writes them or a child of them is refused with UNABLE_TO_LOCK_ROW or ENTITY_IS_LOCKED.</summary>
    public void Hold(IEnumerable<string> ids, string code)
    {
        lock (_changing)
        {
            foreach (var id in ids)
                _held[id] = code;
        }
    }

    public void RefuseNext(Refusal refusal)
    {
        lock (_changing)
            _next.Add(refusal);
    }

    public void Clear()
    {
        lock (_changing)
        {
            _held.Clear();
            _next.Clear();
        }
    }

    /// <summary>Throws when a write to these rows is to fail.</summary>
    public void Meet(string objectName, IEnumerable<string> ids)
    {
        lock (_changing)
        {
            if (_held.Count > 0 && ids.Select(_held.GetValueOrDefault).FirstOrDefault(code => code is not null) is { } held)
                throw Locked(held);
        }

        Take("write", objectName);
    }

    public void MeetQuery(string objectName) => Take("query", objectName);

    private void Take(string operation, string objectName)
    {
        lock (_changing)
        {
            var at = _next.FindIndex(refusal =>
                refusal.Operation == operation
                && (refusal.Object is null || refusal.Object.Equals(objectName, StringComparison.OrdinalIgnoreCase))
            );
            if (at < 0)
                return;
            var refusal = _next[at];
            if (refusal.Calls <= 1)
                _next.RemoveAt(at);
            else
                _next[at] = refusal with { Calls = refusal.Calls - 1 };
            throw new ApiException(refusal.Status, refusal.Code, refusal.Message);
        }
    }

    private static ApiException Locked(string code) =>
        code == "ENTITY_IS_LOCKED"
            ? new(400, code, "This record is locked. If you need to edit it, contact your admin.")
            : new(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
}
