using Entente.Platform.Values;

namespace Entente.Health;

/// <summary>Something about a partner that needed a task.</summary>
public readonly record struct HealthEpisodeId(Guid Value) : ITypedId<HealthEpisodeId>
{
    public static HealthEpisodeId From(Guid value) => new(value);
}
