using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Platform.Data;

/// <summary>A version of something that a workspace publishes, and by whom.</summary>
public interface IPublished
{
    int Number { get; }

    /// <summary>Null: Entente.</summary>
    PersonId? By { get; }
    DateTimeOffset PublishedAt { get; }
}

/// <summary>Something that a workspace publishes whole, number after number: the highest counts, and none is ever changed.</summary>
public abstract class Published<T> : Entity, IPublished
    where T : notnull
{
    /// <summary>For reading it back.</summary>
    protected Published() { }

    protected Published(int number, T value, PersonId? by, DateTimeOffset now) =>
        (Number, Json, By, PublishedAt) = (number, Jobs.Json.Write(value), by, now);

    /// <summary>From 1; from 2 where every workspace starts with a first one that has no row.</summary>
    public int Number { get; private init; }
    public string Json { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public T Read() => Jobs.Json.Read<T>(Json);
}
