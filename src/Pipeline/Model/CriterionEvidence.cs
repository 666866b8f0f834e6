using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

internal readonly record struct CriterionEvidenceId(Guid Value) : ITypedId<CriterionEvidenceId>
{
    public static CriterionEvidenceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>What somebody showed for an exit criterion of a deal. Taken back, it stays on record and counts no more.</summary>
[Subject("criterion_evidence")]
internal sealed class CriterionEvidence : Entity, IScoped<CriterionEvidence>
{
    private CriterionEvidence() { }

    /// <summary>Seen by whoever sees the deal.</summary>
    public static Expression<Func<CriterionEvidence, bool>> InScope(EntenteDb db) =>
        e => !db.Scoped || db.Set<Opportunity>().Any(o => o.Id == e.OpportunityId);

    public CriterionEvidenceId Id { get; private init; }
    public OpportunityId OpportunityId { get; private init; }

    /// <summary>The criterion's key in its motion.</summary>
    public string Criterion { get; private init; } = "";
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public PersonId? TakenBackBy { get; private set; }
    public DateTimeOffset? TakenBackAt { get; private set; }

    public static CriterionEvidence Show(OpportunityId opportunity, string criterion, string words, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CriterionEvidenceId>(now),
            OpportunityId = opportunity,
            Criterion = criterion,
            Words = words,
            By = by,
            At = now,
        };

    public void TakeBack(PersonId? by, DateTimeOffset now) => (TakenBackBy, TakenBackAt) = (by, now);

    public static void Map(ModelBuilder model) =>
        model.Entity<CriterionEvidence>(e =>
        {
            e.HasKey(x => new { x.WorkspaceId, x.Id });
            e.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.OpportunityId,
                    x.Criterion,
                })
                .IsUnique()
                .HasFilter("taken_back_at is null");
            e.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
            e.Property(x => x.Criterion).HasMaxLength(80);
        });
}
