using Entente.Crm.Index;
using Entente.Crm.Listed;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sites;
using Entente.Crm.Sync;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

/// <summary>Where a write-back stands.</summary>
public enum CrmWriteStanding
{
    /// <summary>On its way, or tried again because the cause may pass.</summary>
    Waiting,
    Done,

    /// <summary>In the error queue, until a person has dealt with it.</summary>
    Failed,

    /// <summary>Let be by a person: it will not be sent.</summary>
    Ignored,
}

/// <summary>A write-back and how it stands.</summary>
/// <param name="Trouble">What the CRM said the last time, in plain words; null when nothing went wrong.</param>
public sealed record CrmWriteCard(
    CrmWriteId Id,
    CrmConnectionId Connection,
    CrmWriteStanding Standing,
    DateTimeOffset StagedAt,
    string? Trouble
);

/// <summary>What rooms above may ask of the CRM, and what they may have written to it. Writes only stage: the caller saves.</summary>
public sealed partial class CrmApi
{
    private readonly EntenteDb db;
    private readonly AccountIndexes indexes;
    private readonly AccountCards cards;
    private readonly CrmConnectors connectors;
    private readonly NativeFields native;
    private readonly TimeProvider clock;
    private SiteList? sites;

    internal CrmApi(EntenteDb db, AccountIndexes indexes, CrmConnectors connectors, NativeFields native, TimeProvider clock)
    {
        (this.db, this.indexes, this.connectors, this.native, this.clock) = (db, indexes, connectors, native, clock);
        cards = new AccountCards(db, connectors);
    }

    /// <summary>
    /// The connection that writes go to: the one an admin chose; else the running one, else the oldest. Null when there is none.
    /// </summary>
    public async Task<CrmConnectionCard?> Connection(CancellationToken ct)
    {
        var all = await db.Set<CrmConnection>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct);
        if (
            (all.Find(c => c.Writes) ?? all.Find(c => c.Runs) ?? all.Find(c => c.State != CrmConnectionState.Disconnected))
            is not { } chosen
        )
            return null;
        var followed = await db.Set<ConnectionStatus>()
            .Where(s => s.ConnectionId == chosen.Id)
            .Select(s => s.LastPollAt)
            .SingleOrDefaultAsync(ct);
        return new CrmConnectionCard(chosen.Id, chosen.Kind, chosen.AccountName, chosen.Currency, chosen.State, chosen.Trouble, followed);
    }

    /// <summary>The workspace's list of sites that prove nothing; one act goes by one list.</summary>
    public async Task<SiteList> Sites(CancellationToken ct) => sites ??= await SiteBook.Of(db, ct);

    public Task<IReadOnlyList<AccountCard>> Accounts(IReadOnlyCollection<AccountId> ids, CancellationToken ct) =>
        cards.Of(db.Set<AccountRow>().Where(a => ids.Contains(a.Id)), ct);

    /// <summary>Living accounts with this registrable domain. A strong key: read again inside the lock before a decision.</summary>
    public Task<IReadOnlyList<AccountCard>> AccountsWithDomain(Domain domain, CancellationToken ct) => cards.WithDomain(domain.Value, ct);

    /// <summary>Living accounts with this core name. A strong key: read again inside the lock before a decision.</summary>
    public Task<IReadOnlyList<AccountCard>> AccountsWithCoreName(CompanyName name, CancellationToken ct) =>
        name.Key.Length == 0
            ? Task.FromResult<IReadOnlyList<AccountCard>>([])
            : cards.Of(db.Set<AccountRow>().Where(a => a.NameKey == name.Key && !a.Deleted), ct);

    /// <summary>Living accounts with any of these registrable domains or core names, in the order of their ids.</summary>
    public Task<IReadOnlyList<AccountCard>> AccountsWith(
        IReadOnlyCollection<string> domains,
        IReadOnlyCollection<string> names,
        CancellationToken ct
    ) =>
        domains.Count + names.Count == 0
            ? Task.FromResult<IReadOnlyList<AccountCard>>([])
            : cards.Of(
                db.Set<AccountRow>()
                    .Where(a =>
                        !a.Deleted && ((a.Domain != null && domains.Contains(a.Domain)) || (a.NameKey != null && names.Contains(a.NameKey)))
                    ),
                ct
            );

    /// <summary>Living contacts with this address, in any case.</summary>
    public Task<IReadOnlyList<ContactCard>> ContactsWithEmail(string email, CancellationToken ct) =>
        cards.Contacts(db.Set<ContactRow>().Where(c => c.Email == email.Trim().ToLowerInvariant() && !c.Deleted), ct);

    /// <summary>Those of the addresses (lower case) whose contact was archived or deleted in the CRM, with no other contact left that has it.</summary>
    public async Task<IReadOnlySet<string>> RemovedContacts(IReadOnlyCollection<string> emails, CancellationToken ct)
    {
        var found = await db.Set<ContactRow>()
            .Where(c => c.Email != null && emails.Contains(c.Email))
            .GroupBy(c => c.Email!)
            .Where(g => g.All(c => c.Deleted))
            .Select(g => g.Key)
            .ToListAsync(ct);
        return found.ToHashSet(StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<ContactCard>> ContactsOf(AccountId account, CancellationToken ct) =>
        cards.Contacts(
            from c in db.Set<ContactRow>()
            join a in db.Set<AccountRow>()
                on new { c.ConnectionId, CrmId = c.AccountCrmId } equals new { a.ConnectionId, CrmId = (string?)a.CrmId }
            where a.Id == account && !c.Deleted
            select c,
            ct
        );

    /// <summary>Entente's id of an account of the CRM, merged ids followed; null when the mirror does not hold it.</summary>
    public async Task<AccountId?> AccountByCrmId(CrmConnectionId connection, string crmId, CancellationToken ct)
    {
        var found = await Mirror.Surroundings.Accounts(db, connection, [new CrmLink(CrmObject.Account, crmId)], ct);
        return found.TryGetValue(crmId, out var id) ? id : null;
    }

    /// <summary>Entente's ids of an account that was merged away and of the one that stands for it; null when either is not mirrored.</summary>
    public async Task<(AccountId Old, AccountId Survivor)?> MergedAccount(CrmConnectionId connection, string oldCrmId, CancellationToken ct)
    {
        var old = await db.Set<AccountRow>()
            .Where(a => a.ConnectionId == connection && a.CrmId == oldCrmId)
            .Select(a => (AccountId?)a.Id)
            .SingleOrDefaultAsync(ct);
        return old is { } from && await AccountByCrmId(connection, oldCrmId, ct) is { } into && into != from ? (from, into) : null;
    }

    public Task<List<CrmOwner>> Owners(CrmConnectionId connection, CancellationToken ct) =>
        db.Set<OwnerRow>()
            .Where(o => o.ConnectionId == connection)
            .OrderBy(o => o.Name)
            .Select(o => new CrmOwner(o.CrmId, o.Email, o.Name, o.Active))
            .ToListAsync(ct);

    /// <summary>The CRM's stages in its own order, each with what it means by the connection's mapping.</summary>
    public async Task<List<CrmStageCard>> Stages(CrmConnectionId connection, CancellationToken ct)
    {
        var rows = await (
            from s in db.Set<StageRow>().AsNoTracking()
            join c in db.Set<CrmConnection>() on new { s.WorkspaceId, s.ConnectionId } equals new { c.WorkspaceId, ConnectionId = c.Id }
            where s.ConnectionId == connection
            orderby s.Pipeline, s.Position
            select new { Stage = s, c.Mapping }
        ).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var mapping = Json.Read<CrmMapping>(rows[0].Mapping);
        var counts = rows.CountBy(r => r.Stage.Pipeline).ToDictionary();
        return rows.ConvertAll(r => StageCards.Of(r.Stage, counts[r.Stage.Pipeline], mapping));
    }

    /// <summary>
    /// What happened around a record in the CRM, the newest first; read there and then, for a person who looks. Nothing when the
    /// connection does not run; the CRM's error when it does not answer.
    /// </summary>
    /// <param name="kind">Account, contact or deal.</param>
    public async Task<CrmResult<IReadOnlyList<CrmActivity>>> Timeline(
        CrmConnectionId connection,
        CrmObject kind,
        string crmId,
        int take,
        CancellationToken ct
    ) =>
        await connectors.Info(connection, ct) is { Runs: true }
            ? await (await connectors.Of(connection, ct)).ReadTimeline(kind, crmId, Math.Clamp(take, 1, 100), ct)
            : CrmResult<IReadOnlyList<CrmActivity>>.Of([]);

    /// <summary>The mapping of a connection: what its stages and owners mean, whose word is the last on a field.</summary>
    public async Task<CrmMapping> Mapping(CrmConnectionId connection, CancellationToken ct) =>
        await db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.Mapping).SingleOrDefaultAsync(ct) is { } held
            ? Json.Read<CrmMapping>(held)
            : CrmMapping.None;

    /// <summary>The fields of the connection's objects as they were at the last look; empty before the first.</summary>
    public async Task<IReadOnlyList<CrmSchema>> Schemas(CrmConnectionId connection, CancellationToken ct) =>
        [
            .. (
                await db.Set<SchemaRow>()
                    .Where(s => s.ConnectionId == connection)
                    .OrderBy(s => s.Kind)
                    .Select(s => s.Live ?? s.Schema)
                    .ToListAsync(ct)
            ).Select(Json.Read<CrmSchema>),
        ];

    /// <summary>Asks for a look at the live schema, now instead of tomorrow; the caller saves.</summary>
    public void LookAtSchema(CrmConnectionId connection) => db.Enqueue(new LookAtSchema(connection));

    /// <summary>
    /// Stages a write-back: journalled and queued by the caller's save, sent after it, once. <see cref="CrmWritten"/> or
    /// <see cref="CrmWriteFailed"/> tells how it ended. Entente ids must differ between its steps.
    /// </summary>
    public CrmWriteId Stage(CrmConnectionId connection, CrmWriteBack what)
    {
        if (what.Steps.Count == 0 || what.Steps.Select(s => s.EntenteId).Distinct().Count() != what.Steps.Count)
            throw new ArgumentException("A write-back has steps, each with an Entente id of its own.", nameof(what));
        if (what.Steps.Any(s => s.EntenteId.Length is 0 or > 64))
            throw new ArgumentException("An Entente id has 1 to 64 characters.", nameof(what));
        var entry = WriteEntry.Stage(connection, what, clock.GetUtcNow());
        db.Add(entry);
        WriteJournal.Send(db, entry);
        return entry.Id;
    }

    /// <summary>Every write-back for this subject, oldest first, and how it stands.</summary>
    public async Task<IReadOnlyList<CrmWriteCard>> Writes(SubjectRef subject, CancellationToken ct) =>
        [
            .. (
                await db.Set<WriteEntry>()
                    .AsNoTracking()
                    .Where(w => w.SubjectKind == subject.Kind && w.SubjectId == subject.Id)
                    .OrderBy(w => w.StagedAt)
                    .ThenBy(w => w.Id)
                    .Select(w => new
                    {
                        w.Id,
                        w.ConnectionId,
                        w.State,
                        w.StagedAt,
                        w.ErrorMessage,
                    })
                    .ToListAsync(ct)
            ).Select(w => new CrmWriteCard(w.Id, w.ConnectionId, Standing(w.State), w.StagedAt, w.ErrorMessage)),
        ];

    private static CrmWriteStanding Standing(WriteState state) =>
        state switch
        {
            WriteState.Waiting => CrmWriteStanding.Waiting,
            WriteState.Done => CrmWriteStanding.Done,
            WriteState.Failed => CrmWriteStanding.Failed,
            _ => CrmWriteStanding.Ignored,
        };

    /// <summary>The CRM's id of a record that Entente wrote; null until it is there.</summary>
    public Task<string?> CrmIdOf(CrmConnectionId connection, CrmObject kind, string ententeId, CancellationToken ct) =>
        db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && i.Kind == kind && i.EntenteId == ententeId)
            .Select(i => (string?)i.CrmId)
            .SingleOrDefaultAsync(ct);
}
