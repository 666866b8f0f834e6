using System.Text.Json;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>Where outbound messages go.</summary>
/// <param name="TargetUrl">Absolute http or https address.</param>
/// <param name="Objects">Names of the objects whose creations and changes are told; null for Account, Contact, Opportunity and Task.</param>
internal sealed record OutboundTarget(string TargetUrl, IReadOnlyList<string>? Objects = null)
{
    public bool Wants(ObjectShape shape) =>
        Objects is null ? Catalog.KindOf(shape) is not null : Objects.Contains(shape.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Salesforce defines a message per object; its id.</summary>
    public string ActionId(string objectName) => SetupRows.IdFor(Prefixes.OutboundMessage, $"{objectName} {TargetUrl}");
}

/// <summary>The targets an admin set, kept in the store, and the one the sandbox was started with.</summary>
internal sealed class OutboundTargets(CrmStore store, SandboxOptions options)
{
    private const string Key = "salesforce.outbound";

    public IReadOnlyList<OutboundTarget> All() =>
        store.Setting(Key) is { } json ? JsonSerializer.Deserialize<List<OutboundTarget>>(json)!
        : options.SalesforceOutboundTarget is { } target ? [new OutboundTarget(target)]
        : [];

    /// <summary>Adds a target, or replaces the one of the same address.</summary>
    public OutboundTarget Put(OutboundTarget target)
    {
        store.Write(
            Origin.Admin,
            tx => tx.Setting(Key, JsonSerializer.Serialize(All().Where(other => other.TargetUrl != target.TargetUrl).Append(target)))
        );
        return target;
    }

    public void Clear() => store.Write(Origin.Admin, tx => tx.Setting(Key, "[]"));
}
