using Entente.Access;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Reviews.Rules;

/// <summary>A line of an agenda, as somebody reads it; it does not know why anything is missing.</summary>
/// <param name="Name">Null: the partner itself.</param>
/// <param name="Path">Below the workspace's address; null: it has no page for the reader.</param>
public sealed record AgendaLine(AgendaTopic Topic, PartnerId Partner, string? Name, string Words, string? Path);

/// <param name="More">Lines that are counted and not listed.</param>
public sealed record AgendaShown(IReadOnlyList<AgendaLine> Lines, int More);

/// <summary>What is talked over in a meeting, and who reads which of it. Pure: in whatever order rooms tell, the agenda is the same.</summary>
public static class Agenda
{
    /// <summary>More than so many lines nobody talks over.</summary>
    public const int Most = 12;

    /// <summary>From so many days without a registration a partner is silent.</summary>
    private const int SilentDays = 60;

    /// <summary>The lines that are talked over, in order, and how many are left out. A record with the same words stands there once.</summary>
    public static (IReadOnlyList<AgendaPoint> Points, int More) Of(IEnumerable<AgendaPoint> points)
    {
        var all = points
            .OrderBy(p => p.Topic)
            .ThenBy(p => p.Day ?? DateOnly.MaxValue)
            .ThenBy(p => p.Name ?? "", StringComparer.Ordinal)
            .ThenBy(p => p.About.Kind, StringComparer.Ordinal)
            .ThenBy(p => p.About.Id)
            .ThenBy(p => p.Words, StringComparer.Ordinal)
            .ThenBy(p => p.Partner.Value)
            .DistinctBy(p => (p.Topic, p.About, p.Words))
            .ToList();
        return ([.. all.Take(Most)], Math.Max(0, all.Count - Most));
    }

    /// <summary>What is kept for the partner's side: without what is the vendor's own, and without the mark that another partner has a part.</summary>
    public static IReadOnlyList<AgendaPoint> Outward(IEnumerable<AgendaPoint> points) =>
        [.. points.Where(p => !p.Vendor).Select(p => p with { Beyond = false, Path = null })];

    /// <summary>What staff may read.</summary>
    /// <param name="may">Whether the reader has a permission.</param>
    /// <param name="scoped">The reader sees some partners only.</param>
    public static IReadOnlyList<AgendaPoint> Readable(IEnumerable<AgendaPoint> points, Func<string, bool> may, bool scoped) =>
        [.. points.Where(p => may(p.Reads) && !(scoped && p.Beyond))];

    /// <summary>For staff, of what they may read.</summary>
    public static AgendaShown ForStaff(IEnumerable<AgendaPoint> readable)
    {
        var (points, more) = Of(readable);
        return new([.. points.Select(p => new AgendaLine(p.Topic, p.Partner, p.Name, p.Words, p.Path))], more);
    }

    /// <summary>For a person of the partner.</summary>
    /// <param name="shows">Whether the safelist shows them the field <c>opportunity.name</c> of a record in a stage.</param>
    public static AgendaShown ForPartner(IEnumerable<AgendaPoint> points, Func<string?, string, bool> shows)
    {
        // What is hidden must not tell itself by its place either: the name is replaced before anything is put in order.
        var (seen, more) = Of(
            Outward(points)
                .Where(p => p.Needs.All(n => shows(p.Stage, n)))
                .Select(p => p.NameNeeds is { } needs && !shows(p.Stage, needs) ? p with { Name = p.Otherwise } : p)
        );
        return new([.. seen.Select(p => new AgendaLine(p.Topic, p.Partner, p.Name, p.Words, p.PartnerPath))], more);
    }

    /// <summary>A signal as a line of the agenda; null: all is well, or single records say it already.</summary>
    public static AgendaPoint? Risk(PartnerSignal signal)
    {
        var reads = signal.Kind switch
        {
            SignalKind.Silence when signal.Value >= SilentDays => Permissions.ReadRegistrations,
            SignalKind.RegistrationsDropped when signal.Value >= 50 => Permissions.ReadRegistrations,
            SignalKind.SilentSinceRules when signal.Value > 0 => Permissions.ReadRegistrations,
            SignalKind.NothingOpen when signal.Value > 0 => Permissions.ReadPipeline,
            SignalKind.CertificatesEnded or SignalKind.OnboardingStuck when signal.Value > 0 => Permissions.ReadPartners,
            SignalKind.NewsLessOpened when signal.Value >= 50 => Permissions.ReadPartners,
            _ => null,
        };
        return reads is null
            ? null
            : new(signal.Partner, AgendaTopic.Risk, new(PartnersApi.SubjectKind, signal.Partner.Value), null, signal.Words, reads)
            {
                Vendor = true,
                Path = $"partners/{signal.Partner.Short()}",
            };
    }
}
