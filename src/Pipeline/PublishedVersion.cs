namespace Entente.Pipeline;

/// <summary>What stands in the history of something that is published.</summary>
/// <param name="By">Who published it; null: Entente.</param>
public sealed record PublishedVersion<T>(int Number, DateTimeOffset At, string? By, T Value);
