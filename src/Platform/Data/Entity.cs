using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Platform.Data;

/// <summary>A row of one workspace. Behind all three fences.</summary>
public interface IWorkspaceOwned
{
    WorkspaceId WorkspaceId { get; }
}

/// <summary>A row of one partner: partner people see only their own partner's, by the named filter <c>partner</c>.</summary>
public interface IPartnerOwned : IWorkspaceOwned
{
    PartnerId PartnerId { get; }
}

/// <summary>
/// Rows that name no partner may be of nobody (the vendor's own side of a conflict, a note among staff): staff with a data scope see those too,
/// because they only ever reach them through a record in their scope.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AlsoNobodysAttribute : Attribute;

/// <summary>
/// A row without a partner's id that belongs to partners through other rows: it says itself which staff with a data scope may see it.
/// A row that is the whole workspace's (policy, CRM mirror) does not: pages that show it are closed to whoever has a scope.
/// </summary>
public interface IScoped<T> : IWorkspaceOwned
    where T : class
{
    static abstract Expression<Func<T, bool>> InScope(EntenteDb db);
}

/// <summary>A row of which a partner's person with restricted collaboration sees only their own.</summary>
public interface IOwnable<T> : IPartnerOwned
    where T : class
{
    static abstract Expression<Func<T, bool>> Own(EntenteDb db);
}

/// <summary>
/// A record of a module. Its workspace is stamped when the context starts to track it, its version rises with each save,
/// its announcements are written to the outbox by that same save. Setters are private: it changes itself through verbs.
/// </summary>
public abstract class Entity : IWorkspaceOwned
{
    private List<IEvent>? announced;

    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>1 on the first save; the token that a form carries to notice a stale page.</summary>
    public int Version { get; internal set; }

    /// <summary>Says that something happened; told to others once this record is saved.</summary>
    protected void Announce(IEvent what) => (announced ??= []).Add(what);

    internal IReadOnlyList<IEvent> TakeAnnounced()
    {
        var taken = announced ?? [];
        announced = null;
        return taken;
    }
}

/// <summary>What the audit and events call this kind of record. Without it: the class name in snake case.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubjectAttribute(string kind) : Attribute
{
    public string Kind => kind;
}

/// <summary>Never written to the audit in clear: credentials, tokens, hashes. Only that it changed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>Bookkeeping whose every change is a fact of its own elsewhere (queues, mirrors, the audit itself): not audited row by row.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string because) : Attribute
{
    public string Because => because;
}
