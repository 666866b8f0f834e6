using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Duplicates;

/// <summary>Accounts of the mirror that are taken for one company.</summary>
[NotAudited("derived from the mirror; what people say of it is a verdict, which is audited")]
internal sealed class DuplicateRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public DuplicateId Id { get; init; }

    /// <summary>Of its first account, by which lists are read.</summary>
    public string Name { get; init; } = "";
    public int Size { get; init; }

    /// <summary>0 to 1.</summary>
    public double Probability { get; init; }
    public string Because { get; init; } = "";
    public DateTimeOffset FoundAt { get; init; }
}

/// <summary>An account of a duplicate. An account is in one at most.</summary>
[NotAudited("derived from the mirror")]
internal sealed class DuplicateMember : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public DuplicateId DuplicateId { get; init; }
    public AccountId AccountId { get; init; }
}

/// <summary>Up to when the duplicates know the mirror.</summary>
[NotAudited("how far a job is")]
internal sealed class DuplicateWalk : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The database's time.</summary>
    public DateTimeOffset UpTo { get; init; }

    /// <summary>When everything was compared with everything.</summary>
    public DateTimeOffset WholeAt { get; init; }
}

/// <summary>What a person decided about a duplicate: that it is one and merged in the CRM, or that it can wait.</summary>
[Subject("duplicate_choice")]
internal sealed class DuplicateChoice : Entity
{
    private DuplicateChoice() { }

    public DuplicateChoiceId Id { get; private init; }
    public DuplicateId DuplicateId { get; private init; }

    /// <summary>False: it can wait.</summary>
    public bool Same { get; private set; }

    /// <summary>The account that stays, of one that is to be merged.</summary>
    public AccountId? Keep { get; private set; }
    public PersonId? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>When one that can wait comes back.</summary>
    public DateTimeOffset? Until { get; private set; }

    public static DuplicateChoice Of(DuplicateId duplicate, DateTimeOffset now) =>
        new() { Id = Ids.New<DuplicateChoiceId>(now), DuplicateId = duplicate };

    public void Wait(PersonId? by, DateTimeOffset until, DateTimeOffset now) => (Same, Keep, By, At, Until) = (false, null, by, now, until);

    public void Merge(AccountId keep, PersonId? by, DateTimeOffset now) => (Same, Keep, By, At, Until) = (true, keep, by, now, null);

    /// <summary>Neither any more: whether it is one company is a question again.</summary>
    public void Reopen(PersonId? by, DateTimeOffset now) => (Same, Keep, By, At, Until) = (false, null, by, now, null);
}
