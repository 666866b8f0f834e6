using Entente.Access.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>A set of permissions under a name, and which partners whoever has it sees. Never deleted: the audit names it.</summary>
[Subject("custom_role")]
internal sealed class CustomRole : Entity
{
    public const int LongestName = 60;

    private CustomRole() { }

    public CustomRoleId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>By the names of <see cref="Access.Permissions"/>; one that a later version adds is not in it until somebody adds it.</summary>
    public string[] Permissions { get; private set; } = [];
    public string[] ScopeRegions { get; private set; } = [];
    public string[] ScopeTypes { get; private set; } = [];
    public string[] ScopeTiers { get; private set; } = [];
    public bool ScopeOwn { get; private set; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? RemovedAt { get; private set; }

    public DataScope Scope => new(ScopeRegions, ScopeTypes, ScopeTiers, ScopeOwn);

    public static CustomRole Make(string name, IEnumerable<string> permissions, DataScope scope, DateTimeOffset now)
    {
        var role = new CustomRole { Id = Ids.New<CustomRoleId>(now), MadeAt = now };
        role.Become(name, permissions, scope);
        return role;
    }

    public void Become(string name, IEnumerable<string> permissions, DataScope scope)
    {
        Name = name.Trim();
        Permissions = [.. permissions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        (ScopeRegions, ScopeTypes, ScopeTiers, ScopeOwn) = ([.. scope.Regions], [.. scope.Types], [.. scope.Tiers], scope.OwnPartners);
    }

    /// <summary>Gives nothing any more. The caller has seen to it that nobody has it.</summary>
    public void Remove(DateTimeOffset now) => RemovedAt ??= now;

    public static void Map(ModelBuilder model) =>
        model.Entity<CustomRole>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.HasIndex(x => new { x.WorkspaceId, x.Name });
            r.Property(x => x.Name).HasMaxLength(LongestName);
            r.Ignore(x => x.Scope);
        });
}
