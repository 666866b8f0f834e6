using System.Globalization;
using System.Text;
using Entente.Platform.Audit;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Rules.Audit;

/// <summary>An export as the house writes it, without a database: entries, a head after some of them, a few entries to a page.</summary>
internal static class Exports
{
    public const int PerPage = 4;
    public static readonly AuditKey Key = AuditKey.Draw();
    public static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 0, 0, TimeSpan.Zero);

    public static readonly WorkspaceCard Workspace = new(
        new(Guid.Parse("0195a000-0000-7000-8000-000000000001", CultureInfo.InvariantCulture)),
        "corvane",
        "Corvane",
        "Europe/London",
        "EUR",
        178,
        ""
    );

    public static List<SealedEntry> Entries(int count, Func<int, string?>? after = null)
    {
        var sealed_ = new List<SealedEntry>();
        var seal = AuditDigest.Genesis;
        for (var i = 1; i <= count; i++)
        {
            var entry = AuditWriter.Act(
                Actor.System(Workspace.Id),
                "toy.changed",
                new("toy", new Guid(i, 0, 0, new byte[8])),
                i % 3 == 0 ? [] : [("Colour", "plain \"é\"\n😀", after?.Invoke(i) ?? "red"), ("Name", null, "toy")],
                i % 2 == 0 ? "because <it> was asked for" : "",
                Now.AddMinutes(i)
            );
            entry.WorkspaceId = Workspace.Id;
            seal = AuditDigest.OfSeal(seal, i, entry.Digest);
            sealed_.Add(new(i, seal, entry, Told: true));
        }
        return sealed_;
    }

    public static byte[] Write(
        IEnumerable<SealedEntry> entries,
        AuditKey? key = null,
        int headEvery = 3,
        AuditKey? headKey = null,
        long after = 0
    )
    {
        var all = entries.ToList();
        var signs = headKey ?? key ?? Key;
        var begin = after == 0 ? AuditDigest.Genesis : all.Single(e => e.Number == after).Seal;
        var file = new AuditExportFile(key ?? Key, Workspace, new(), (after, begin), [signs.Public], Now, PerPage);
        var bytes = new List<byte>(file.Begin());
        foreach (var entry in all.Where(e => e.Number > after))
            bytes.AddRange(
                file.Add(entry, entry.Number % headEvery == 0 ? SignedHead.Of(Workspace.Id, entry.Number, entry.Seal, signs, Now) : null)
                    ?? []
            );
        bytes.AddRange(file.Finish());
        return [.. bytes];
    }

    public static List<string> Lines(byte[] export) => [.. Encoding.UTF8.GetString(export).TrimEnd('\n').Split('\n')];

    public static byte[] File(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
}
