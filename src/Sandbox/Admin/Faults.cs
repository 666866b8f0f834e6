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

    /// <summary>Does the work and never answers.</summary>
    TimeoutAfter,

    /// <summary>The connection breaks before anything is done.</summary>
    Cut,

    /// <summary>The connection breaks after the work was done.</summary>
    CutAfter,

    /// <summary>Waits, then goes on.</summary>
    Slow,

    /// <summary>The token of the call is good for nothing from now on.</summary>
    ExpiredToken,

    /// <summary>HubSpot 423, Salesforce UNABLE_TO_LOCK_ROW.</summary>
    Locked,

    /// <summary>HubSpot 477: the account moves to another data centre.</summary>
    Migrating,

    /// <summary>Some inputs of a batch fail, the others are written.</summary>
    PartialBatch,

    /// <summary>An administrator deletes a field just before the call.</summary>
    FieldDeleted,

    /// <summary>An administrator makes a field required just before the call.</summary>
    FieldRequired,

    /// <summary>Someone merges the record just before the call.</summary>
    RecordMerged,

    /// <summary>A push (webhook, outbound message) vanishes, retries included.</summary>
    DropPush,

    /// <summary>A push arrives twice.</summary>
    DoublePush,

    /// <summary>Events within a push change places, and later pushes overtake it.</summary>
    ReorderPush,

    /// <summary>A push comes late.</summary>
    DelayPush,
}

/// <summary>A rule that fired.</summary>
/// <param name="Position">Which of the rule's matches this was; 0 for the plain "next calls".</param>
internal sealed record FaultHit(FaultRule Rule, long Position)
{
    public Fault Fault => Rule.Fault;

    /// <summary>Which inputs of a partial failure fail: the rule's share, one at least, the same for the same seed and position.</summary>
    public IReadOnlySet<int> Failing(int inputs) =>
        Chance
            .Shuffled([.. Enumerable.Range(0, inputs)], unchecked((Rule.Seed * 31) + Position))
            .Take(Math.Max(1, (int)Math.Round(inputs * Rule.Share, MidpointRounding.AwayFromZero)))
            .ToHashSet();
}

/// <summary>What fired, for those who look afterwards.</summary>
internal sealed record FaultEvent(
    long Number,
    DateTimeOffset At,
    long? Rule,
    Protocol Protocol,
    Fault Fault,
    long Position,
    string Method,
    string Path
);

/// <param name="Seen">Matching calls so far.</param>
/// <param name="Fired">Of those, the ones that met the fault.</param>
internal sealed record RuleState(FaultRule Rule, long Seen, long Fired);

/// <summary>What happens to a push.</summary>
/// <param name="Shuffle">A seed for another order of its events; null leaves them.</param>
internal sealed record PushFate(bool Drop, int Copies, TimeSpan Delay, long? Shuffle)
{
    public static PushFate Usual { get; } = new(false, 1, TimeSpan.Zero, null);
}

/// <summary>Refusals on demand: by rule, or simply the next calls of a protocol and its next pushes. Nothing here touches a record.</summary>
internal sealed class Faults(TimeProvider clock)
{
    private const int Kept = 10_000;
    private static readonly TimeSpan UsualDelay = TimeSpan.FromMilliseconds(500);

    private readonly Lock changing = new();
    private readonly Dictionary<Protocol, (Fault Fault, int Left)> calls = [];
    private readonly Dictionary<Protocol, int> dropped = [];
    private readonly List<Counted> rules = [];
    private readonly Queue<FaultEvent> log = new();
    private long lastRule;
    private long lastEvent;

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

    /// <summary>Adds a rule, or puts it in the place of the one with its id; its count of matches starts anew.</summary>
    public FaultRule Put(FaultRule rule)
    {
        lock (changing)
        {
            var at = rules.FindIndex(r => r.Rule.Id == rule.Id);
            if (at >= 0)
            {
                rules[at] = new(rule);
                return rule;
            }
            var numbered = rule with { Id = ++lastRule };
            rules.Add(new(numbered));
            return numbered;
        }
    }

    public bool Remove(long id)
    {
        lock (changing)
            return rules.RemoveAll(r => r.Rule.Id == id) > 0;
    }

    public IReadOnlyList<RuleState> Rules()
    {
        lock (changing)
            return [.. rules.Select(r => new RuleState(r.Rule, r.Seen, r.Fired))];
    }

    /// <summary>What is left of the plain orders: calls to fail and pushes to drop, by protocol.</summary>
    public (IReadOnlyDictionary<Protocol, (Fault Fault, int Left)> Calls, IReadOnlyDictionary<Protocol, int> Drops) Plain()
    {
        lock (changing)
            return (calls.Where(c => c.Value.Left > 0).ToDictionary(), dropped.Where(d => d.Value > 0).ToDictionary());
    }

    public IReadOnlyList<FaultEvent> Log()
    {
        lock (changing)
            return [.. log];
    }

    public void ClearLog()
    {
        lock (changing)
            log.Clear();
    }

    /// <summary>No more faults. The log stays.</summary>
    public void Clear()
    {
        lock (changing)
        {
            calls.Clear();
            dropped.Clear();
            rules.Clear();
        }
    }

    /// <summary>Whether any rule could need to see a request's body.</summary>
    public bool Reading
    {
        get
        {
            lock (changing)
                return rules.Exists(r => !r.Rule.IsForPushes);
        }
    }

    /// <summary>The fault this API call meets, if any; uses one up. Every rule that matches counts the call; the first that fires takes it.</summary>
    /// <param name="onlyNamed">Only rules that name the path: for calls outside the API proper, such as a token request.</param>
    public FaultHit? Meet(FaultCall call, bool onlyNamed = false)
    {
        lock (changing)
        {
            if (!onlyNamed && calls.TryGetValue(call.Protocol, out var set) && set.Left > 0)
            {
                calls[call.Protocol] = set with { Left = set.Left - 1 };
                return Hit(new() { Fault = set.Fault }, 0, call);
            }
            return Firing(call, r => !r.IsForPushes && (!onlyNamed || r.Path is not null)).FirstOrDefault();
        }
    }

    /// <summary>What becomes of a push, retries included.</summary>
    public PushFate Push(FaultCall push)
    {
        lock (changing)
        {
            if (dropped.GetValueOrDefault(push.Protocol) > 0)
            {
                dropped[push.Protocol]--;
                Hit(new() { Fault = Fault.DropPush }, 0, push);
                return PushFate.Usual with { Drop = true };
            }
            var fate = PushFate.Usual;
            foreach (var hit in Firing(push, r => r.IsForPushes))
            {
                var delay = hit.Rule.DelayMs is { } ms ? TimeSpan.FromMilliseconds(ms) : UsualDelay;
                fate = hit.Fault switch
                {
                    Fault.DropPush => fate with { Drop = true },
                    Fault.DoublePush => fate with { Copies = 2 },
                    Fault.ReorderPush => fate with { Shuffle = unchecked((hit.Rule.Seed * 31) + hit.Position), Delay = fate.Delay + delay },
                    _ => fate with { Delay = fate.Delay + delay },
                };
            }
            return fate;
        }
    }

    /// <summary>Counts the call with every rule that matches. Of calls the first that fires is told, of pushes all are.</summary>
    private List<FaultHit> Firing(FaultCall call, Func<FaultRule, bool> considered)
    {
        var hits = new List<FaultHit>();
        foreach (var counted in rules.Where(r => considered(r.Rule) && r.Rule.Matches(call)))
        {
            counted.Seen++;
            if ((hits.Count > 0 && !counted.Rule.IsForPushes) || counted.Fired >= counted.Rule.Count || !counted.Rule.FiresAt(counted.Seen))
                continue;
            counted.Fired++;
            hits.Add(Hit(counted.Rule, counted.Seen, call));
        }
        return hits;
    }

    private FaultHit Hit(FaultRule rule, long position, FaultCall call)
    {
        log.Enqueue(
            new(++lastEvent, clock.GetUtcNow(), rule.Id == 0 ? null : rule.Id, call.Protocol, rule.Fault, position, call.Method, call.Path)
        );
        if (log.Count > Kept)
            log.Dequeue();
        return new(rule, position);
    }

    private sealed class Counted(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public long Seen { get; set; }

        public long Fired { get; set; }
    }
}
