using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Platform.Values;

/// <summary>
/// A typed id: a UUIDv7 made in the app, so that ids of one kind sort by the time they were made.
/// Implement it as <c>public readonly record struct XId(Guid Value) : ITypedId&lt;XId&gt;</c>.
/// </summary>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>Makes and reads ids. The only place that calls <see cref="Guid.CreateVersion7(DateTimeOffset)"/>.</summary>
public static class Ids
{
    /// <summary>A new id whose first 48 bits are the milliseconds of <paramref name="now"/>.</summary>
    public static TId New<TId>(DateTimeOffset now)
        where TId : struct, ITypedId<TId> => TId.From(Guid.CreateVersion7(now));

    /// <summary>Reads an id as it stands in an address: 32 hex digits, dashes allowed.</summary>
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id)
        where TId : struct, ITypedId<TId>
    {
        var read = Guid.TryParse(text, CultureInfo.InvariantCulture, out var value);
        id = read ? TId.From(value) : default;
        return read;
    }

    /// <summary>How an id is written in an address: 32 hex digits.</summary>
    public static string Short<TId>(this TId id)
        where TId : struct, ITypedId<TId> => id.Value.ToString("N");
}

/// <summary>The vendor whose data this is; the first column of every key.</summary>
public readonly record struct WorkspaceId(Guid Value) : ITypedId<WorkspaceId>
{
    public static WorkspaceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A partner of one workspace: the second fence inside a workspace.</summary>
public readonly record struct PartnerId(Guid Value) : ITypedId<PartnerId>
{
    public static PartnerId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A human being, global: one person may work in several workspaces.</summary>
public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
