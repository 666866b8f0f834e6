using System.Collections.Concurrent;
using System.Reflection;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Entente.Platform.Data;

/// <summary>The second fence: nothing of another workspace is ever saved, whatever a use case got hold of.</summary>
internal static class WorkspaceGuard
{
    /// <summary>Throws when a changed row belongs to another workspace than the one acted for, or to none.</summary>
    public static void Check(IEnumerable<EntityEntry> changes, WorkspaceId workspace)
    {
        foreach (var change in changes)
        {
            if (change.Entity is not IWorkspaceOwned owned)
                continue;
            var original = change.Property(nameof(IWorkspaceOwned.WorkspaceId)).OriginalValue;
            if (owned.WorkspaceId == default || owned.WorkspaceId != workspace || !Equals(original, workspace))
                throw new WorkspaceFenceException(change.Entity.GetType().Name);
        }
    }
}

/// <summary>A save reached over the fence. Always a bug, never shown in detail.</summary>
public sealed class WorkspaceFenceException(string entity)
    : InvalidOperationException($"A {entity} of another workspace, or of none, was about to be saved.");

/// <summary>Somebody who only looks was about to change something: the gate should have refused it. Always a bug, never shown in detail.</summary>
public sealed class ReadOnlyException(string entity)
    : InvalidOperationException($"A {entity} was about to be saved by somebody who only looks.");

/// <summary>Stamps the workspace on whatever starts to be tracked without one: it is part of the key.</summary>
internal static class WorkspaceStamp
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Setters = new();

    public static void Set(object entity, WorkspaceId workspace)
    {
        if (entity is not IWorkspaceOwned { } owned || owned.WorkspaceId != default)
            return;
        if (entity is Entity record)
            record.WorkspaceId = workspace;
        else
            Setters.GetOrAdd(entity.GetType(), t => t.GetProperty(nameof(IWorkspaceOwned.WorkspaceId)))?.SetValue(entity, workspace);
    }
}
