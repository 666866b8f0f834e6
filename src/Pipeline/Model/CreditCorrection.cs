using System.Linq.Expressions;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Pipeline.Model;

internal readonly record struct CreditCorrectionId(Guid Value) : ITypedId<CreditCorrectionId>
{
    public static CreditCorrectionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

internal enum CorrectionState
{
    Waiting,
    Approved,
    Refused,
}

/// <summary>The credit of a closed deal, changed: who asked and why, what it was and becomes, who approved. Of a deal one waits at a time.</summary>
[Subject("credit_correction")]
internal sealed class CreditCorrection : Entity, IScoped<CreditCorrection>
{
    private CreditCorrection() { }

    public static Expression<Func<CreditCorrection, bool>> InScope(EntenteDb db) =>
        c => !db.Scoped || db.Set<DealShares>().Any(d => d.OpportunityId == c.OpportunityId);

    public CreditCorrectionId Id { get; private init; }
    public OpportunityId OpportunityId { get; private init; }

    /// <summary>Shares by partner, as they stood when it was asked for.</summary>
    public string BeforeJson { get; private init; } = "";
    public string AfterJson { get; private init; } = "";
    public string Why { get; private init; } = "";
    public PersonId? AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public CorrectionState State { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    public IReadOnlyDictionary<PartnerId, RoleShare> Before => Read(BeforeJson);

    public IReadOnlyDictionary<PartnerId, RoleShare> After => Read(AfterJson);

    public static CreditCorrection Ask(
        OpportunityId deal,
        IReadOnlyDictionary<PartnerId, RoleShare> before,
        IReadOnlyDictionary<PartnerId, RoleShare> after,
        string why,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<CreditCorrectionId>(now),
            OpportunityId = deal,
            BeforeJson = Write(before),
            AfterJson = Write(after),
            Why = why,
            AskedBy = by,
            AskedAt = now,
        };

    public void Decide(bool approved, PersonId? by, DateTimeOffset now)
    {
        if (State is not CorrectionState.Waiting || !CorrectionRules.MayDecide(AskedBy, by))
            throw new InvalidOperationException("Decided already, or by whoever asked.");
        (State, DecidedBy, DecidedAt) = (approved ? CorrectionState.Approved : CorrectionState.Refused, by, now);
        if (approved)
            Announce(new CreditCorrected(OpportunityId));
    }

    private static string Write(IReadOnlyDictionary<PartnerId, RoleShare> shares) =>
        Json.Write(shares.OrderBy(s => s.Key.Value).Select(s => new Line(s.Key, s.Value.Role, s.Value.BasisPoints)).ToList());

    private static Dictionary<PartnerId, RoleShare> Read(string json) =>
        Json.Read<List<Line>>(json).ToDictionary(l => l.Partner, l => new RoleShare(l.Role, l.Points));

    internal sealed record Line(PartnerId Partner, DealRole Role, int Points);
}
