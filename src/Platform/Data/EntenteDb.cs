using Entente.Platform.Audit;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace Entente.Platform.Data;

/// <summary>
/// The one context, composed of all modules' mappings; use <c>Set&lt;T&gt;()</c>. One save is one transaction: rows, their audit
/// and the announcements, or nothing. The actor's workspace sets the filter, the save guard and the database's own fence.
/// </summary>
public sealed partial class EntenteDb : DbContext
{
    private readonly ActorSlot slot;
    private readonly ModuleList modules;
    private readonly WorkCatalog work;
    private readonly WorkSignal signal;
    private readonly TimeProvider clock;
    private readonly List<AuditEntry> acts = [];
    private string reason = "";
    private bool staged;
    private (IDbContextTransaction? In, WorkspaceId For) fenced;

    public EntenteDb(
        DbContextOptions<EntenteDb> options,
        ActorSlot slot,
        ModuleList modules,
        WorkCatalog work,
        WorkSignal signal,
        TimeProvider clock
    )
        : base(options)
    {
        (this.slot, this.modules, this.work, this.signal, this.clock) = (slot, modules, work, signal, clock);
        ChangeTracker.Tracking += (_, tracking) => Stamp(tracking.Entry.Entity);
        // A save that fails ends its transaction, whoever opened it: a savepoint before each would be two round trips for nothing.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>The fence: whose rows this context may see and write. Empty, and so no rows, until somebody acts.</summary>
    public WorkspaceId Workspace => slot.Current?.Workspace ?? default;

    /// <summary>The second filter: set when the actor is on a partner's side.</summary>
    public PartnerId? Partner => slot.Current?.Partner;

    /// <summary>Whether the filter <c>scope</c> narrows what staff see, and to which partners.</summary>
    public bool Scoped => slot.Current?.Scope is not null;

    /// <inheritdoc cref="Scoped"/>
    public List<PartnerId> Scope => slot.Current?.Scope is { } scope ? [.. scope] : [];

    /// <summary>The filter <c>own</c>: set when a partner's person sees only what they brought or were added to.</summary>
    public bool OwnOnly => slot.Current?.OwnOnly ?? false;

    /// <summary>Whoever acts; nobody for jobs and links that name nobody.</summary>
    public PersonId Me => slot.Current?.Person ?? default;

    /// <summary>Whether PostgreSQL was already told, in the transaction that is open, that it is about this workspace's rows.</summary>
    internal bool IsFenced => Database.CurrentTransaction is { } open && ReferenceEquals(open, fenced.In) && fenced.For == Workspace;

    /// <summary>How often this context saved anything.</summary>
    internal int Saves { get; private set; }

    internal void HasBeenFenced() => fenced = (Database.CurrentTransaction, Workspace);

    internal Actor Acting => slot.Current ?? throw new InvalidOperationException("Nobody acts in this scope: fill the ActorSlot first.");

    /// <summary>Why the next save is done; stands with its audit entries.</summary>
    public EntenteDb Because(string why)
    {
        reason = why;
        return this;
    }

    /// <summary>
    /// Stages an audit entry for an act that changes no row of ours (a read of sensitive data, an export) or changes rows in bulk.
    /// </summary>
    public void Witness(string action, SubjectRef subject, params IReadOnlyList<(string Field, string? Before, string? After)> values) =>
        acts.Add(AuditWriter.Act(Acting, action, subject, values, reason, clock.GetUtcNow()));

    /// <summary>
    /// Opens a transaction and takes the advisory locks of <paramref name="keys"/> in sorted order: what is loaded after this
    /// and saved through it cannot be overtaken by anyone who holds one of the same keys.
    /// </summary>
    public Task<Held> Hold(IEnumerable<string> keys, CancellationToken ct) => Held.Take(this, keys, ct);

    /// <summary>
    /// Takes advisory locks in the transaction that is open, as a handler's always is; they end with it. Take all at once and before anything is
    /// loaded: two who take the same ones in another order would wait for each other.
    /// </summary>
    public Task Lock(IEnumerable<string> keys, CancellationToken ct) =>
        Database.CurrentTransaction is null ? throw new InvalidOperationException("No transaction is open.") : Held.Lock(this, keys, ct);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Save with SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Changes are looked for when Prepare asks, not each time that somebody looks at what is tracked.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var (changes, told) = Prepare();
            var saved = changes + told.Count == 0 ? 0 : await Save(told, acceptAllChangesOnSuccess, cancellationToken);
            Saves++;
            reason = "";
            if (staged && Database.CurrentTransaction is null)
                Told();
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => ModelRules.Build(modelBuilder, modules, this);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        ModelRules.Conventions(configurationBuilder, modules);

    private void Stamp(object entity)
    {
        if (Workspace == default)
            return;
        WorkspaceStamp.Set(entity, Workspace);
    }

    // Rows and audit in one transaction: the caller's, or one of this save. What goes first also tells PostgreSQL whose rows these are.
    private async Task<int> Save(List<AuditEntry> told, bool accept, CancellationToken ct)
    {
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null;
        if (told.Count > 0)
            await AuditSql.Write(this, told, ct);
        else
            await this.Fence(ct);
        var many = await ManyRows.Write(this, ct);
        try
        {
            var saved = many.Count + await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, ct);
            if (own is not null)
                await own.CommitAsync(ct);
            if (accept)
                ChangeTracker.AcceptAllChanges();
            return saved;
        }
        catch
        {
            ManyRows.Undo(many);
            throw;
        }
    }

    /// <summary>Guards and completes what is about to be saved; returns how many rows, and their audit.</summary>
    private (int Changes, List<AuditEntry> Told) Prepare()
    {
        var now = clock.GetUtcNow();
        ChangeTracker.DetectChanges();
        var changes = ChangeTracker
            .Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        if (changes.Count == 0 && acts.Count == 0)
            return (0, []);
        WorkspaceGuard.Check(changes, Workspace);
        if (changes.Count > 0 && slot.Current is { ReadOnly: true })
            throw new ReadOnlyException(changes[0].Entity.GetType().Name);
        RaiseVersions(changes);
        foreach (var entity in changes.Select(c => c.Entity).OfType<Entity>().ToList())
        foreach (var what in entity.TakeAnnounced())
            Tell(what, entity.Version, now);
        List<AuditEntry> told = slot.Current is { } actor ? [.. AuditWriter.Of(changes, actor, reason, now), .. acts] : [.. acts];
        acts.Clear();
        ChangeTracker.DetectChanges();
        return (changes.Count, told);
    }

    private static void RaiseVersions(List<EntityEntry> changes)
    {
        foreach (var entity in changes.Where(c => c.State is not EntityState.Deleted).Select(c => c.Entity).OfType<Entity>())
            entity.Version++;
    }
}
