using Entente.Crm;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

/// <summary>A company that sells with the vendor. A partner's own people see no other partner's row.</summary>
[Subject(PartnersApi.SubjectKind)]
internal sealed class Partner : Entity, IPartnerOwned
{
    private Partner() { }

    /// <summary>The key; named so that the filter <c>partner</c> holds for the partner itself too.</summary>
    public PartnerId PartnerId { get; private init; }

    public PartnerId Id => PartnerId;
    public string Name { get; private set; } = "";
    public PartnerType Type { get; private set; }
    public PartnerStatus Status { get; private set; }
    public string Region { get; private set; } = "";
    public PersonId? Manager { get; private set; }

    /// <summary>Its own company in the CRM; of one partner at most.</summary>
    public AccountId? Account { get; private set; }

    /// <summary>A person said which company it is, or that it is none: from then on nothing is taken without asking.</summary>
    public bool CompanySettled { get; private set; }

    /// <summary>Its company was merged into this one, which is another partner's: a person says which is its own.</summary>
    public AccountId? ContestedCompany { get; private set; }

    /// <summary>The CRM's id of its company's owner, as it was last looked at; null: never.</summary>
    public string? CompanyOwner { get; private set; }

    /// <summary>Its company has got this owner, and a person says whether that is its manager; null: nobody is asked.</summary>
    public PersonId? ProposedManager { get; private set; }

    /// <summary>Partner since.</summary>
    public DateOnly Since { get; private init; }

    /// <summary>The day on which it was activated, in the workspace's zone; null: Entente has not seen that.</summary>
    public DateOnly? OnboardedOn { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Of the form it was entered with: sent twice, it is created once.</summary>
    public Guid? SubmissionId { get; private init; }

    public static Partner Create(NewPartner input, DateTimeOffset now)
    {
        var partner = new Partner
        {
            PartnerId = Ids.New<PartnerId>(now),
            Name = input.Name.Trim(),
            Type = input.Type,
            Status = input.Status,
            Region = input.Region.Trim(),
            Manager = input.Manager,
            Account = input.Account,
            Since = input.Since ?? DateOnly.FromDateTime(now.UtcDateTime),
            CreatedAt = now,
            SubmissionId = input.Submission,
        };
        partner.Announce(new PartnerCreated(partner.Id));
        return partner;
    }

    /// <summary>Other details of the same partner. Whoever gives them has answered who its manager is.</summary>
    public void Describe(string name, PartnerType type, string region, PersonId? manager)
    {
        var before = Name;
        (Name, Type, Region, Manager, ProposedManager) = (name.Trim(), type, region.Trim(), manager, null);
        if (Name != before)
            Announce(new PartnerRenamed(Id, before, Name));
    }

    /// <summary>What it lacks and somebody knows; what it has stays.</summary>
    /// <returns>Whether it has a manager now that it did not have.</returns>
    public bool Complete(string? region, PersonId? manager)
    {
        if (Region.Length == 0 && region is not null)
            Region = region.Trim();
        if (Manager is not null || manager is null)
            return false;
        (Manager, ProposedManager) = (manager, null);
        return true;
    }

    /// <summary>Somebody else looks after it from now on. Whoever says so has answered who its manager is.</summary>
    public HandOver HandTo(PersonId manager, string note, PersonId? by, DateTimeOffset now)
    {
        var over = HandOver.Of(this, manager, note, by, now);
        (Manager, ProposedManager) = (manager, null);
        return over;
    }

    /// <summary>The only company that can be its own, taken without asking. What a person said stands.</summary>
    public void TakeCompany(AccountId company)
    {
        if (Account is null && !CompanySettled)
            (Account, CompanyOwner, ProposedManager) = (company, null, null);
    }

    /// <summary>A person says which company it is; null: none of the CRM.</summary>
    public void Belongs(AccountId? company)
    {
        if (Account != company)
            (CompanyOwner, ProposedManager) = (null, null);
        (Account, CompanySettled, ContestedCompany) = (company, true, null);
    }

    /// <summary>Its company was merged into another one in the CRM.</summary>
    public void FollowCompany(AccountId survivor) => (Account, CompanyOwner, ProposedManager) = (survivor, null, null);

    /// <summary>Its company was merged into one that is another partner's: it is left with none, until a person says which.</summary>
    public void LoseCompany(AccountId survivor) =>
        (Account, ContestedCompany, CompanyOwner, ProposedManager) = (null, survivor, null, null);

    /// <summary>Its company in the CRM belongs to somebody of the staff.</summary>
    /// <param name="field">Who has the last word on that.</param>
    /// <param name="owner">The CRM's id of the owner.</param>
    public void HearOwner(FieldOwner field, string owner, PersonId person)
    {
        var verdict = CompanyOwners.Of(field, CompanyOwner, owner, person, Manager);
        if (verdict is OwnerVerdict.Leave)
            return;
        CompanyOwner = owner;
        ProposedManager = verdict is OwnerVerdict.Propose ? person : null;
        if (verdict is OwnerVerdict.Take)
            Manager = person;
    }

    /// <summary>Takes the next step of its life. The caller has asked <see cref="Lifecycle"/> first: an illegal step throws.</summary>
    public StatusChange Become(PartnerStatus next, string reason, PersonId? by, DateTimeOffset now)
    {
        if (!Lifecycle.MayFollow(Status, next))
            throw new InvalidOperationException($"{next} cannot follow {Status}.");
        var change = StatusChange.Of(this, next, reason, by, now);
        Announce(new PartnerStatusChanged(Id, Status, next));
        // Who comes back after the end is onboarded anew.
        if (Status is PartnerStatus.Ended)
            OnboardedOn = null;
        Status = next;
        return change;
    }

    /// <summary>It was activated. The first time counts: what it goes through again later is no beginning.</summary>
    /// <returns>Whether that was not known.</returns>
    public bool Onboard(DateOnly on)
    {
        if (OnboardedOn is not null)
            return false;
        OnboardedOn = on;
        Announce(new PartnerOnboarded(Id, on));
        return true;
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<Partner>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.PartnerId });
            p.Ignore(x => x.Id);
            p.Property(x => x.Name).HasMaxLength(NewPartner.LongestName);
            p.Property(x => x.CompanyOwner).HasMaxLength(64);
            p.Property(x => x.Region).HasMaxLength(NewPartner.LongestRegion);
            p.HasIndex(x => new { x.WorkspaceId, x.Name });
            p.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
            p.HasIndex(x => new { x.WorkspaceId, x.Account }).IsUnique().HasFilter("account is not null");
            p.HasIndex(x => new
            {
                x.WorkspaceId,
                x.Status,
                x.Name,
            });
        });
}

/// <summary>A domain of a partner. One registrable domain belongs to one partner of a workspace.</summary>
internal sealed class PartnerDomain : Entity, IPartnerOwned
{
    public PartnerId PartnerId { get; init; }
    public string Domain { get; init; } = "";

    public static void Map(ModelBuilder model) =>
        model.Entity<PartnerDomain>(d =>
        {
            // The partner stands last: the audit takes a record's subject from there.
            d.HasKey(x => new
            {
                x.WorkspaceId,
                x.Domain,
                x.PartnerId,
            });
            d.HasIndex(x => new { x.WorkspaceId, x.Domain }).IsUnique();
            d.HasOne<Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
            d.Property(x => x.Domain).HasMaxLength(253);
        });
}

/// <summary>One step of a partner's life: dated, attributed, reasoned.</summary>
[NotAudited("the partner's own change of status is audited; this is its history")]
internal sealed class StatusChange : Entity, IPartnerOwned
{
    public StatusChangeId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PartnerStatus From { get; private init; }
    public PartnerStatus To { get; private init; }
    public string Reason { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static StatusChange Of(Partner partner, PartnerStatus to, string reason, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<StatusChangeId>(now),
            PartnerId = partner.Id,
            From = partner.Status,
            To = to,
            Reason = reason,
            By = by,
            At = now,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<StatusChange>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.HasOne<Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
            s.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.At,
            });
        });
}
