using System.Reflection;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Platform.Outbox;

/// <summary>
/// Something that happened, told to higher modules. A record with a stable name:
/// <c>[EventName("registration.submitted", 1)]</c>. It carries its subject; handlers read the present state.
/// </summary>
public interface IEvent
{
    SubjectRef Subject { get; }
}

/// <summary>The event's public name and the version of its shape. Written once; snapshot-tested.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name, int version = 1) : Attribute
{
    public string Name => name;

    public int Version => version;

    public static EventNameAttribute Of(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>() ?? throw new InvalidOperationException($"{type.Name} needs an [EventName].");
}

/// <summary>
/// Hears one kind of event. Runs in a transaction of its own, at least once; the unique (event, handler) row makes its
/// effects in the database happen once. It saves through the scope's <c>EntenteDb</c>, and does no slow outside work:
/// for that it enqueues a job.
/// </summary>
public interface IHandle<in TEvent>
    where TEvent : IEvent
{
    Task Handle(TEvent what, Telling telling, CancellationToken ct);
}

/// <summary>How an event came about.</summary>
/// <param name="At">When it was announced, UTC.</param>
/// <param name="By">Who set it in motion.</param>
public sealed record Telling(Guid EventId, DateTimeOffset At, PersonId? By);
