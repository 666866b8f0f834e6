using Entente.Crm.Port;
using Entente.Sandbox;
using Entente.Sandbox.Admin;

namespace Entente.Tests.Crm.Converge;

/// <summary>Everything that the sandbox's rule engine can do to a CRM, drawn at random; and an end to it.</summary>
/// <param name="only">Nothing but this.</param>
internal sealed class Trouble(CrmKind kind, CrmSandbox sandbox, Random random, Fault? only)
{
    /// <summary>Often those that are often.</summary>
    public static IReadOnlyList<Fault> Kinds { get; } =
    [
        Fault.ServerError,
        Fault.LostAnswer,
        Fault.Timeout,
        Fault.TimeoutAfter,
        Fault.Cut,
        Fault.CutAfter,
        Fault.RateLimited,
        Fault.RateLimited,
        Fault.Locked,
        Fault.Locked,
        Fault.PartialBatch,
        Fault.Slow,
        Fault.Unauthorized,
        Fault.ExpiredToken,
        Fault.Migrating,
        Fault.LostAnswer,
        Fault.FieldDeleted,
        Fault.FieldRequired,
        Fault.RecordMerged,
        Fault.DropPush,
        Fault.DoublePush,
        Fault.ReorderPush,
        Fault.DelayPush,
    ];

    private readonly Faults faults = sandbox.Part<Faults>();
    private readonly Dictionary<Fault, int> fired = [];
    private int deleted;

    /// <summary>How often each happened.</summary>
    public IReadOnlyDictionary<Fault, int> Fired => fired;

    /// <summary>What is drawn from and has not happened so far; empty in any long story.</summary>
    public IEnumerable<Fault> Unseen => Kinds.Distinct().Except(fired.Keys);

    /// <summary>How often this one happened, up to now.</summary>
    public int Counted(Fault fault)
    {
        Count();
        return fired.GetValueOrDefault(fault);
    }

    /// <summary>Since the last end but one.</summary>
    public bool FieldWasDeleted { get; private set; }

    public Task Begin()
    {
        var fault = only ?? Kinds[random.Next(Kinds.Count)];
        var rule = new FaultRule
        {
            Fault = fault,
            Protocol = kind == CrmKind.HubSpot ? Protocol.HubSpot : Protocol.Salesforce,
            Probability = random.Next(3) == 0 ? 1 : 0.1 + (0.8 * random.NextDouble()),
            Seed = random.Next(),
            // Bursts; a limit and a merge in small ones.
            Count = fault is Fault.RecordMerged or Fault.FieldDeleted or Fault.FieldRequired or Fault.Migrating ? 1 : random.Next(1, 5),
            // Half of what is about records hits the writes.
            Method =
                fault is Fault.LostAnswer or Fault.TimeoutAfter or Fault.CutAfter or Fault.Locked && random.Next(2) == 0
                    ? kind == CrmKind.HubSpot
                        ? "POST"
                        : "PATCH"
                    : null,
            Path = kind == CrmKind.HubSpot && fault is Fault.LostAnswer or Fault.CutAfter && random.Next(2) == 0 ? "upsert" : null,
            RetryAfterSeconds = fault is Fault.RateLimited or Fault.Migrating ? random.Next(1, 4) : null,
            Policy =
                fault == Fault.RateLimited
                    ? (random.Next(2) == 0 || kind == CrmKind.Salesforce ? "SECONDLY" : "TEN_SECONDLY_ROLLING")
                    : null,
            // Silence that ends soon: it is the client that waits.
            DelayMs = fault is Fault.Timeout or Fault.TimeoutAfter or Fault.Slow or Fault.DelayPush ? 2 : null,
            Share = 0.5,
        };
        faults.Put(Of(rule));
        return Task.CompletedTask;
    }

    /// <summary>While an admin connects again: what was set is over.</summary>
    public void Pause()
    {
        faults.Clear();
        Count();
    }

    /// <summary>No more of it; a person mends what only a person can.</summary>
    public void End()
    {
        Pause();
        FieldWasDeleted = fired.GetValueOrDefault(Fault.FieldDeleted) > deleted;
        deleted = fired.GetValueOrDefault(Fault.FieldDeleted);
        foreach (var (on, _, field) in Fields)
            sandbox
                .Part<Meanwhile>()
                .Change(on, field, deleted: field.StartsWith("entente_", StringComparison.Ordinal) ? false : null, required: false);
    }

    /// <summary>Three that an admin may delete, two that may become required.</summary>
    private static readonly (string HubSpot, string Salesforce, string Field)[] Fields =
    [
        ("deals", "Opportunity", "entente_registration_status"),
        ("deals", "Opportunity", "entente_motion"),
        ("companies", "Account", "entente_tier"),
        ("deals", "Opportunity", "hs_next_step"),
        ("contacts", "Contact", "jobtitle"),
    ];

    private FaultRule Of(FaultRule rule)
    {
        switch (rule.Fault)
        {
            case Fault.FieldDeleted:
                return About(rule, Fields[random.Next(3)]);
            case Fault.FieldRequired:
                return About(rule, Fields[3 + random.Next(2)]);
            case Fault.RecordMerged:
                return About(rule, random.Next(2) == 0 ? Fields[2] : Fields[4]) with { Field = null };
            default:
                return rule;
        }
    }

    private void Count()
    {
        foreach (var hit in faults.Log())
            fired[hit.Fault] = fired.GetValueOrDefault(hit.Fault) + 1;
        faults.ClearLog();
    }

    private FaultRule About(FaultRule rule, (string HubSpot, string Salesforce, string Field) which) =>
        rule with
        {
            Object = kind == CrmKind.HubSpot ? which.HubSpot : which.Salesforce,
            Field = which.Field,
        };
}
