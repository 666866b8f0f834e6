using System.Text.Json;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Platform.Jobs;

/// <summary>Which handler hears which event, and what runs which job: filled by the modules, read by the save and the worker.</summary>
public sealed class WorkCatalog
{
    private readonly Dictionary<string, HandlerEntry> handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JobEntry> jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Schedule> schedules = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, HandlerEntry> Handlers => handlers;
    internal IReadOnlyDictionary<string, JobEntry> Jobs => jobs;
    internal IReadOnlyDictionary<string, Schedule> Schedules => schedules;

    /// <summary>Registers a handler under a stable name, which the due-list and the dead letters carry.</summary>
    public WorkCatalog Hear<TEvent, THandler>(string name)
        where TEvent : IEvent
        where THandler : class, IHandle<TEvent>
    {
        handlers.Add(
            name,
            new(
                EventNameAttribute.Of(typeof(TEvent)).Name,
                (services, payload, telling, ct) =>
                    ActivatorUtilities.GetServiceOrCreateInstance<THandler>(services).Handle(Json.Read<TEvent>(payload), telling, ct)
            )
        );
        return this;
    }

    /// <summary>Registers what runs a job.</summary>
    public WorkCatalog Run<TPayload, TJob>()
        where TJob : class, IJob<TPayload>
    {
        jobs.Add(
            JobNameAttribute.Of(typeof(TPayload)),
            new(
                (services, payload, ct) =>
                    ActivatorUtilities.GetServiceOrCreateInstance<TJob>(services).Run(Json.Read<TPayload>(payload), ct)
            )
        );
        return this;
    }

    internal void Add(Schedule schedule) => schedules.Add(schedule.Kind, schedule);

    internal IEnumerable<string> HandlersOf(string eventName) => handlers.Where(h => h.Value.Event == eventName).Select(h => h.Key);

    internal sealed record HandlerEntry(string Event, Func<IServiceProvider, string, Telling, CancellationToken, Task> Call);

    internal sealed record JobEntry(Func<IServiceProvider, string, CancellationToken, Task<JobOutcome>> Call);
}

/// <summary>How events, payloads and stored traces are written: camel case, typed ids as strings, enums by name.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(T), Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"No {typeof(T).Name} in this text.");

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter());
        options.Converters.Add(new TypedIdJson());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
