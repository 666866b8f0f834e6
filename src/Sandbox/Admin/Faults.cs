namespace Entente.Sandbox.Admin;

internal enum Fault
{
    Unauthorized,
    RateLimited,
    ServerError,

    /// <summary>Takes the request, does nothing and never answers; the client's own timeout ends it.</summary>
    Timeout,

    /// <summary>Does the work, then answers 500: the client cannot know that it was done.</summary>
    LostAnswer,
}

/// <summary>Refusals on demand: the next calls of a protocol fail in a chosen way, the next webhooks are lost.</summary>
internal sealed class Faults
{
    private readonly Lock changing = new();
    private readonly Dictionary<Protocol, (Fault Fault, int Left)> calls = [];
    private readonly Dictionary<Protocol, int> dropped = [];

    public void Set(Protocol protocol, Fault fault, int count)
    {
        lock (changing)
            calls[protocol] = (fault, count);
    }

    public void DropPushes(Protocol protocol, int count)
    {
        lock (changing)
            dropped[protocol] = count;
    }

    public void Clear()
    {
        lock (changing)
        {
            calls.Clear();
            dropped.Clear();
        }
    }

    /// <summary>The fault this API call meets, if any; uses one up.</summary>
    public Fault? Take(Protocol protocol)
    {
        lock (changing)
        {
            if (!calls.TryGetValue(protocol, out var set) || set.Left <= 0)
                return null;
            calls[protocol] = set with { Left = set.Left - 1 };
            return set.Fault;
        }
    }

    /// <summary>Whether this push (webhook delivery, outbound message) is to vanish, retries included; uses one up.</summary>
    public bool TakeDrop(Protocol protocol)
    {
        lock (changing)
        {
            if (dropped.GetValueOrDefault(protocol) <= 0)
                return false;
            dropped[protocol]--;
            return true;
        }
    }
}
