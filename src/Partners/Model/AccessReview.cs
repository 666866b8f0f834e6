using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

/// <summary>How this workspace lets access lapse. Where there is none, the defaults hold.</summary>
[Subject("access_policy")]
internal sealed class AccessPolicy : Entity
{
    public const int UsualDays = 90;

    public AccessPolicy() { }

    /// <summary>One per workspace.</summary>
    public int Id { get; private init; } = 1;
    public bool Silence { get; private set; } = true;

    /// <summary>Without an act, in days.</summary>
    public int Days { get; private set; } = UsualDays;

    /// <summary>Whether whose contact was removed in the CRM is suspended.</summary>
    public bool Crm { get; private set; } = true;

    /// <summary>Whether teams are confirmed each quarter.</summary>
    public bool Confirm { get; private set; } = true;

    /// <summary>Whether who is not confirmed in time is suspended.</summary>
    public bool SuspendUnconfirmed { get; private set; }

    public void Set(bool silence, int days, bool crm, bool confirm, bool suspendUnconfirmed) =>
        (Silence, Days, Crm, Confirm, SuspendUnconfirmed) = (silence, days, crm, confirm, suspendUnconfirmed);

    public static void Map(ModelBuilder model)
    {
        model.Entity<AccessPolicy>(p => p.HasKey(x => new { x.WorkspaceId, x.Id }));
        model.Entity<SilenceWarning>(w => w.HasKey(x => new { x.WorkspaceId, x.PersonId }));
        model.Entity<TeamReview>(r =>
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Quarter,
            })
        );
        model.Entity<TeamAnswer>(a =>
            a.HasKey(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Quarter,
                x.PersonId,
            })
        );
        model.Entity<SafelistReview>(r => r.HasKey(x => new { x.WorkspaceId, x.Quarter }));
    }
}

/// <summary>When somebody was told that their access is about to rest.</summary>
[NotAudited("bookkeeping: the mails are kept, and the suspension is audited")]
internal sealed class SilenceWarning : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public PersonId PersonId { get; init; }
    public DateTimeOffset FirstAt { get; set; }
    public DateTimeOffset? LastAt { get; set; }
}

/// <summary>One partner's round of a quarter: its admins say of everybody on the team whether they still belong to it.</summary>
[Subject("team_review")]
internal sealed class TeamReview : Entity, IPartnerOwned
{
    private TeamReview() { }

    public PartnerId PartnerId { get; private init; }

    /// <summary><c>2026-Q2</c>.</summary>
    public string Quarter { get; private init; } = "";
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public int Reminded { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset? EscalatedAt { get; private set; }

    public static TeamReview Open(PartnerId partner, DateTimeOffset now) =>
        new()
        {
            PartnerId = partner,
            Quarter = TeamConfirmation.QuarterOf(now),
            OpenedAt = now,
            DueAt = now + TeamConfirmation.Given,
        };

    public void Remind(int wanted) => Reminded = wanted;

    public void Finish(DateTimeOffset now) => DoneAt ??= now;

    public void Escalate(DateTimeOffset now) => EscalatedAt ??= now;
}

/// <summary>What was said of one person.</summary>
internal enum TeamWord
{
    Keep,
    Change,
    Remove,
}

/// <summary>One person's line of a round.</summary>
[Subject("team_answer")]
internal sealed class TeamAnswer : Entity, IPartnerOwned
{
    public PartnerId PartnerId { get; init; }
    public string Quarter { get; init; } = "";
    public PersonId PersonId { get; init; }
    public TeamWord Word { get; private set; }
    public PersonId? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    public void Say(TeamWord word, PersonId? by, DateTimeOffset now) => (Word, By, At) = (word, by, now);
}

/// <summary>The vendor's own word, once a quarter, that what partners see is what they should see.</summary>
[Subject("safelist_review")]
internal sealed class SafelistReview : Entity
{
    public string Quarter { get; init; } = "";
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public PersonId? By { get; private set; }

    public void Confirm(PersonId by, DateTimeOffset now)
    {
        if (DoneAt is null)
            (DoneAt, By) = (now, by);
    }
}
