using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entente.Platform.Audit;

/// <summary>Turns what a save is about to change into audit entries, complex values included.</summary>
internal static class AuditWriter
{
    /// <summary>One entry per changed record, or none when nothing but its version would change.</summary>
    public static IEnumerable<AuditEntry> Of(IEnumerable<EntityEntry> changes, Actor actor, string reason, DateTimeOffset now) =>
        changes
            .Where(c => c.Entity.GetType().GetCustomAttribute<NotAuditedAttribute>() is null)
            .Select(c => Of(c, actor, reason, now))
            .OfType<AuditEntry>();

    /// <summary>An act that changed no row of ours: a read of sensitive data, an export, a bulk change.</summary>
    public static AuditEntry Act(
        Actor actor,
        string action,
        SubjectRef subject,
        IEnumerable<(string Field, string? Before, string? After)> values,
        string reason,
        DateTimeOffset now
    )
    {
        var (id, at) = (Guid.CreateVersion7(now), Microseconds(now));
        var kept = values.Select(v => Value(id, v.Field, v.Before, v.After)).ToList();
        var entry = new AuditEntry
        {
            WorkspaceId = actor.Workspace,
            Id = id,
            At = at,
            ActorKind = actor.ViewedBy is null ? actor.Kind : ActorKind.Staff,
            Person = actor.ViewedBy ?? actor.Person,
            OnBehalfOf = actor.OnBehalfOf,
            Partner = actor.Partner,
            Channel = actor.Channel,
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            Correlation = actor.Correlation,
            Reason = reason,
            Values = kept,
        };
        entry.Digest = AuditDigest.OfEntry(Facts(entry));
        return entry;
    }

    /// <summary>What the chain binds of an entry.</summary>
    internal static AuditFacts Facts(AuditEntry entry) =>
        new(
            entry.WorkspaceId.Value,
            entry.Id,
            entry.At,
            entry.ActorKind.ToString(),
            entry.Person?.Value,
            entry.OnBehalfOf?.Value,
            entry.Partner?.Value,
            entry.Channel.ToString(),
            entry.Action,
            entry.SubjectKind,
            entry.SubjectId,
            entry.Correlation,
            entry.Reason,
            [.. entry.Values.Select(v => (v.Field, v.Commitment))]
        );

    private static AuditEntry? Of(EntityEntry change, Actor actor, string reason, DateTimeOffset now)
    {
        var (verb, changes) = change.State switch
        {
            EntityState.Added => ("created", Fields(change, before: false, after: true)),
            EntityState.Modified => ("changed", Fields(change, before: true, after: true)),
            EntityState.Deleted => ("deleted", Fields(change, before: true, after: false)),
            _ => ("", []),
        };
        var told = changes.Where(f => f.Before != f.After).ToList();
        if (told.Count == 0)
            return null;
        var subject = SubjectOf(change);
        return Act(actor, $"{subject.Kind}.{verb}", subject, told, reason, now);
    }

    internal static SubjectRef SubjectOf(EntityEntry change)
    {
        var key = change.Metadata.FindPrimaryKey()!.Properties.LastOrDefault(p => p.Name != nameof(IWorkspaceOwned.WorkspaceId));
        var value = key is null ? null : change.Property(key.Name).CurrentValue;
        return new(KindOf(change.Entity.GetType()), GuidOf(value));
    }

    internal static string KindOf(Type type) => type.GetCustomAttribute<SubjectAttribute>()?.Kind ?? Naming.Snake(type.Name);

    private static List<(string Field, string? Before, string? After)> Fields(EntityEntry change, bool before, bool after)
    {
        var found = new List<(string, string?, string?)>();
        foreach (var property in change.Properties.Where(p => !IsBookkeeping(p.Metadata)))
            found.Add(One("", property, before, after));
        foreach (var complex in change.ComplexProperties)
            Complex("", complex, before, after, found);
        return found;
    }

    // EntityEntry.Properties leaves complex properties out: without this walk the audit would miss every Money.
    private static void Complex(string path, ComplexPropertyEntry complex, bool before, bool after, List<(string, string?, string?)> found)
    {
        var here = path + complex.Metadata.Name + ".";
        foreach (var property in complex.Properties)
            found.Add(One(here, property, before, after));
        foreach (var inner in complex.ComplexProperties)
            Complex(here, inner, before, after, found);
    }

    private static (string, string?, string?) One(string path, PropertyEntry property, bool before, bool after)
    {
        var (old, now) = (before ? Text(property.OriginalValue) : null, after ? Text(property.CurrentValue) : null);
        if (property.Metadata.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is not null && old != now)
            (old, now) = (old is null ? null : "(secret)", now is null ? null : "(another secret)");
        return (path + property.Metadata.Name, old, now);
    }

    private static bool IsBookkeeping(IReadOnlyPropertyBase property) =>
        property.Name is nameof(IWorkspaceOwned.WorkspaceId) or nameof(Entity.Version);

    private static AuditValue Value(Guid entry, string field, string? before, string? after)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new()
        {
            EntryId = entry,
            Field = field,
            Before = before,
            After = after,
            Salt = salt,
            Commitment = AuditDigest.Commitment(salt, before, after),
        };
    }

    private static string? Text(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToHexStringLower(bytes),
            Enum or Guid or bool => value.ToString(),
            IFormattable number and (int or long or short or decimal or double or DateOnly or TimeSpan) => number.ToString(
                null,
                CultureInfo.InvariantCulture
            ),
            _ when GuidOf(value) is var id && id != Guid.Empty => id.ToString(),
            _ => Json.Write(value),
        };

    private static Guid GuidOf(object? value) =>
        value switch
        {
            Guid id => id,
            null => Guid.Empty,
            _ => value.GetType().GetProperty("Value")?.GetValue(value) is Guid inner ? inner : Guid.Empty,
        };

    internal static DateTimeOffset Microseconds(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
