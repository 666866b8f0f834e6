using System.Linq.Expressions;
using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Pipeline.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>
/// A deal of the CRM. Changed only by what the CRM says; what Entente adds (which partner has a part in it) has rows of its own.
/// </summary>
[Subject(PipelineApi.SubjectKind)]
[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class Opportunity : Entity, IScoped<Opportunity>
{
    private Opportunity() { }

    /// <summary>
    /// Seen by whoever sees one of its partners, and every one. A deal without a partner is nobody's in a scope: who has one meets it only where a
    /// registration in their scope is about the same company.
    /// </summary>
    public static Expression<Func<Opportunity, bool>> InScope(EntenteDb db) =>
        o =>
            !db.Scoped
            || (
                db.Set<DealParts>().Any(p => p.Deal == o.Id && db.Scope.Contains(p.Concerns))
                && !db.Set<DealParts>().Any(p => p.Deal == o.Id && !db.Scope.Contains(p.Concerns))
            );

    public OpportunityId Id { get; private init; }
    public CrmConnectionId ConnectionId { get; private init; }
    public string CrmId { get; private init; } = "";
    public string Name { get; private set; } = "";
    public AccountId? AccountId { get; private set; }

    /// <summary>The company's id in the CRM: the company itself may be mirrored later.</summary>
    public string? AccountCrmId { get; private set; }

    /// <summary>Opens the deal in the CRM; empty until its first record has come in.</summary>
    public string Url { get; private set; } = "";
    public OpportunityState State { get; private set; }
    public string StageId { get; private set; } = "";
    public string StageLabel { get; private set; } = "";

    /// <summary>What a partner reads instead of <see cref="StageLabel"/>; null: the same.</summary>
    public string? StageOutward { get; private set; }

    /// <summary><see cref="EntenteStage"/> as a number, so that the database can order by it.</summary>
    public int StageRank { get; private set; }
    public int StageNumber { get; private set; }
    public int StageCount { get; private set; }

    /// <summary>0 to 100 %.</summary>
    public decimal Probability { get; private set; }
    public DateTimeOffset StageSince { get; private set; }

    /// <summary>Minor units of <see cref="Currency"/>; null when the CRM has no amount.</summary>
    public long? AmountMinor { get; private set; }
    public string? Currency { get; private set; }
    public DateOnly? CloseDate { get; private set; }
    public string? OwnerCrmId { get; private set; }
    public string? OwnerName { get; private set; }
    public string? NextStep { get; private set; }

    /// <summary>When the next step was last another one; null while there is none.</summary>
    public DateTimeOffset? NextStepAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The CRM's stamp of what this row holds; null until the first record comes in, for a deal Entente wrote itself.</summary>
    public DateTimeOffset? ModifiedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>In the CRM's recycle bin, or merged into another deal. Kept, because partners' parts and reports point here.</summary>
    public bool Deleted { get; private set; }

    public Money? Amount => AmountMinor is { } minor && Currency is { } currency ? new Money(minor, currency) : null;

    public StageCard Stage =>
        new(StageId, StageLabel, StageNumber, StageCount, new Percent(Probability), StageSince)
        {
            Means = (EntenteStage)StageRank,
            Outward = StageOutward ?? StageLabel,
        };

    /// <summary>A deal seen for the first time. Nothing is announced: it may be years old.</summary>
    public static Opportunity FirstSeen(CrmConnectionId connection, DealRecord record, DateTimeOffset now)
    {
        var opportunity = new Opportunity
        {
            Id = Ids.New<OpportunityId>(now),
            ConnectionId = connection,
            CrmId = record.CrmId,
        };
        opportunity.Take(record);
        return opportunity;
    }

    /// <summary>A deal that Entente has written to the CRM and whose record has not come back yet.</summary>
    public static Opportunity Written(
        CrmConnectionId connection,
        string crmId,
        string name,
        AccountId? account,
        Money? amount,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<OpportunityId>(now),
            ConnectionId = connection,
            CrmId = crmId,
            Name = name,
            AccountId = account,
            AmountMinor = amount?.Minor,
            Currency = amount?.Currency,
            CreatedAt = now,
            StageSince = now,
        };

    /// <summary>Becomes what the CRM says, unless the record is older than what is known.</summary>
    /// <returns>Whether anything was taken over.</returns>
    public bool Apply(DealRecord record)
    {
        var change = DealChange.Between(
            new(StageId, State, Deleted, ModifiedAt) { Worth = new(Amount, CloseDate) },
            record.Stage.Id,
            record.Stage.State,
            record.Deleted,
            record.ModifiedAt,
            new(record.Amount, record.CloseDate)
        );
        if (!change.Apply)
            return false;
        if (change.StageChanged)
            Announce(new OpportunityStageChanged(Id, StageLabel, record.Stage.Label));
        // Whoever takes a deal over and moves it on is at work on it: Salesforce gives each deal to our own user first.
        if (!change.StageChanged && !record.Deleted && OwnerCrmId is { } from && record.Owner?.CrmId is { } to && from != to)
            Announce(new OpportunityOwnerChanged(Id, from, to));
        if (change.Won)
            Announce(new DealWon(Id));
        if (change.Lost)
            Announce(new DealLost(Id));
        if (change.Gone)
            Announce(new DealGone(Id));
        if (change.Back)
            Announce(new DealBack(Id));
        if (change.Mended)
            Announce(new OpportunityClosedChanged(Id));
        Take(record);
        return true;
    }

    /// <summary>Was merged into another deal of the CRM, which now stands for both: gone, and neither won nor lost by it.</summary>
    /// <returns>False when that was known already.</returns>
    public bool MergeAway(OpportunityId into, DateTimeOffset at, DateTimeOffset now)
    {
        if (Deleted)
            return false;
        Announce(new OpportunityMerged(Id, into));
        (Deleted, ModifiedAt) = (true, at);
        ClosedAt ??= now;
        return true;
    }

    /// <summary>Its company has come into the mirror.</summary>
    public void Find(AccountId account) => AccountId = account;

    /// <summary>Its company was merged into another one, which now stands for both.</summary>
    public void FollowAccount(AccountId account, string crmId) => (AccountId, AccountCrmId) = (account, crmId);

    private void Take(DealRecord record)
    {
        (ModifiedAt, Deleted) = (record.ModifiedAt, record.Deleted);
        // A deleted record comes without fields: what is known stays, for the reports, and for the day it comes back.
        if (record.Deleted)
            return;
        if (NextStep != record.NextStep)
            NextStepAt = string.IsNullOrEmpty(record.NextStep) ? null : record.ModifiedAt;
        var otherDay = CloseDate != record.CloseDate;
        (Name, AccountId, CloseDate, NextStep) = (record.Name, record.Account, record.CloseDate, record.NextStep);
        (AccountCrmId, Url) = (record.AccountCrmId, record.Url);
        (AmountMinor, Currency) = (record.Amount?.Minor, record.Amount?.Currency);
        (OwnerCrmId, OwnerName) = (record.Owner?.CrmId, record.Owner?.Name);
        CreatedAt = record.CreatedAt;
        if (StageId != record.Stage.Id)
            StageSince = record.ModifiedAt;
        (StageId, StageLabel) = (record.Stage.Id, record.Stage.Label);
        (StageRank, StageOutward) = ((int)record.Stage.Means, record.Stage.Outward);
        (StageNumber, StageCount, Probability) = (record.Stage.Number, record.Stage.Of, record.Stage.Probability.Points);
        if (record.Stage.State is OpportunityState.Open)
            ClosedAt = null;
        else if (State != record.Stage.State || ClosedAt is null)
            ClosedAt = Closed(record);
        else if (otherDay && Day(record) is { } mended)
            ClosedAt = mended;
        State = record.Stage.State;
    }

    // The close date of a closed deal is the day it closed; the stamp of the change only when the CRM has none.
    private static DateTimeOffset Closed(DealRecord record) => Day(record) ?? record.ModifiedAt;

    // Null where the CRM has none that can be the day it closed.
    private static DateTimeOffset? Day(DealRecord record) =>
        record.CloseDate is { } day && day <= DateOnly.FromDateTime(record.ModifiedAt.UtcDateTime)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    public static void Map(ModelBuilder model) =>
        model.Entity<Opportunity>(o =>
        {
            o.HasKey(x => new { x.WorkspaceId, x.Id });
            o.Ignore(x => x.Amount);
            o.Ignore(x => x.Stage);
            o.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.CrmId,
                })
                .IsUnique();
            o.HasIndex(x => new
            {
                x.WorkspaceId,
                x.AccountId,
                x.State,
            });
            o.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ConnectionId,
                x.AccountCrmId,
            });
            o.HasIndex(x => new
            {
                x.WorkspaceId,
                x.State,
                x.CloseDate,
            });
        });
}
