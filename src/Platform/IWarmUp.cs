namespace Entente.Platform;

/// <summary>What a web node makes ready once its database is up, so that no visitor waits for it. Whoever comes first may still do it themselves.</summary>
public interface IWarmUp
{
    Task WarmUp(CancellationToken ct);
}
