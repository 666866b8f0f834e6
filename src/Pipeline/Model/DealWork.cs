using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>What people here add to a deal of the CRM: the stage they moved it to, the stage note. Ours, so audited.</summary>
[Subject("deal_work")]
internal sealed class DealWork : Entity, IScoped<DealWork>
{
    private DealWork() { }

    /// <summary>Seen by whoever sees the deal.</summary>
    public static Expression<Func<DealWork, bool>> InScope(EntenteDb db) =>
        w => !db.Scoped || db.Set<Opportunity>().Any(o => o.Id == w.OpportunityId);

    public OpportunityId OpportunityId { get; private init; }

    /// <summary>The stage of its motion that a person moved it to, from 1; 0: the CRM alone moves it.</summary>
    public int ByHand { get; private set; }
    public string? Note { get; private set; }
    public DateTimeOffset? NoteAt { get; private set; }
    public PersonId? NoteBy { get; private set; }

    public static DealWork On(OpportunityId opportunity) => new() { OpportunityId = opportunity };

    public void MoveTo(int stage) => ByHand = Math.Max(ByHand, stage);

    public void Write(string note, PersonId? by, DateTimeOffset now) => (Note, NoteAt, NoteBy) = (note, now, by);

    public static void Map(ModelBuilder model) =>
        model.Entity<DealWork>(w =>
        {
            w.HasKey(x => new { x.WorkspaceId, x.OpportunityId });
            w.HasOne<Opportunity>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.OpportunityId });
        });
}
