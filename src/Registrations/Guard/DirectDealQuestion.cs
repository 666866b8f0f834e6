using System.Linq.Expressions;
using Entente.Crm;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Guard;

/// <summary>Why a direct deal was opened on a protected account, asked once of each deal. For staff; partners read sums of many alone.</summary>
[Subject("direct_deal_question")]
internal sealed class DirectDealQuestion : Entity, IScoped<DirectDealQuestion>
{
    private DirectDealQuestion() { }

    public static Expression<Func<DirectDealQuestion, bool>> InScope(EntenteDb db) =>
        q => !db.Scoped || db.Set<Registration>().Any(r => r.Id == q.RegistrationId);

    public DirectDealQuestionId Id { get; private init; }
    public Guid OpportunityId { get; private init; }
    public Guid? AccountId { get; private init; }

    /// <summary>The claim that protects the company.</summary>
    public RegistrationId RegistrationId { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }

    /// <summary>The first instant at which an answer is late.</summary>
    public DateTimeOffset DueAt { get; private init; }
    public DirectDealState State { get; private set; }
    public DirectReason? Reason { get; private set; }
    public string? Words { get; private set; }
    public PersonId? AnsweredBy { get; private set; }

    /// <summary>When it was answered or found to be needed no more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What staff were mailed of it.</summary>
    public DirectDealMark Told { get; private set; }

    public static DirectDealQuestion Ask(
        OpportunityId deal,
        AccountId? account,
        RegistrationId claim,
        DateTimeOffset due,
        DateTimeOffset now
    )
    {
        var asked = new DirectDealQuestion
        {
            Id = Ids.New<DirectDealQuestionId>(now),
            OpportunityId = deal.Value,
            AccountId = account?.Value,
            RegistrationId = claim,
            AskedAt = now,
            DueAt = due,
        };
        asked.Announce(new DirectDealAsked(asked.OpportunityId, claim));
        return asked;
    }

    public void Answer(DirectReason reason, string? words, PersonId? by, DateTimeOffset now)
    {
        Must(State is DirectDealState.Open, "answered");
        (State, Reason, Words, AnsweredBy, EndedAt) = (DirectDealState.Answered, reason, words, by, now);
        Announce(new DirectDealAnswered(OpportunityId, RegistrationId));
    }

    /// <summary>The deal is closed or gone, or a partner has a part in it now.</summary>
    public void Lapse(DateTimeOffset now)
    {
        Must(State is DirectDealState.Open, "dropped");
        (State, EndedAt) = (DirectDealState.Lapsed, now);
    }

    public void Tell(DirectDealMark mark) => Told = mark;

    private static void Must(bool may, string what)
    {
        if (!may)
            throw new InvalidOperationException($"The question has ended and cannot be {what}.");
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<DirectDealQuestion>(q =>
        {
            q.HasKey(x => new { x.WorkspaceId, x.Id });
            // Asked once of a deal, whoever looks at the same time.
            q.HasIndex(x => new { x.WorkspaceId, x.OpportunityId }).IsUnique();
            q.HasIndex(x => new
            {
                x.WorkspaceId,
                x.State,
                x.DueAt,
            });
            q.HasIndex(x => new { x.WorkspaceId, x.AskedAt });
            q.HasOne<Registration>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.RegistrationId });
        });
}

internal readonly record struct DirectDealQuestionId(Guid Value) : ITypedId<DirectDealQuestionId>
{
    public static DirectDealQuestionId From(Guid value) => new(value);
}

/// <summary>What staff were mailed.</summary>
internal enum DirectDealMark
{
    None,
    Asked,
    Late,
}
