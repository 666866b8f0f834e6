using System.Text.Json.Serialization;

namespace Entente.Platform.Matching;

/// <summary>
/// What a workspace changed about the sites that prove nothing: the list that ships (<c>Data/no-proof.txt</c>, <c>Data/free-mail.txt</c>) with some hosts more and
/// some less. A host stands for itself and all below it; the nearest entry decides, and a workspace's entry goes before a shipped one.
/// </summary>
/// <param name="Version">How often the workspace's list was changed; 0: never.</param>
/// <param name="ProveNothing">Hosts, lower-case ASCII, that prove nothing here although the shipped list does not hold them.</param>
/// <param name="Prove">Hosts of the shipped list that are a company's own here.</param>
public sealed record SiteList(int Version, IReadOnlyList<string> ProveNothing, IReadOnlyList<string> Prove)
{
    public static SiteList Shipped { get; } = new(0, [], []);

    [JsonIgnore]
    public bool IsShipped => ProveNothing.Count + Prove.Count == 0;

    /// <summary>
    /// Those entries alone that say something about these sites or addresses, to be kept with what was decided by them; null: none does, and the shipped list
    /// alone holds.
    /// </summary>
    public SiteList? About(params ReadOnlySpan<string?> texts)
    {
        if (IsShipped)
            return null;
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            if (Domain.HostOf(text) is { } host)
                hosts.UnionWith(Domain.Above(host));
        var about = new SiteList(Version, [.. ProveNothing.Where(hosts.Contains)], [.. Prove.Where(hosts.Contains)]);
        return about.IsShipped ? null : about;
    }

    /// <summary>Whether this host itself is listed, not one above it: true proves, false does not; null: it is not.</summary>
    internal bool? Says(string host) =>
        Prove.Contains(host, StringComparer.Ordinal) ? true
        : ProveNothing.Contains(host, StringComparer.Ordinal) ? false
        : null;
}
