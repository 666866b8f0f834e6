using Entente.Partners;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Ui.Forms;

namespace Entente.Reviews.Meetings;

/// <summary>What a decision can be about: the partners of a meeting, and the records on its agenda that have a conversation of their own.</summary>
internal static class MeetingAbouts
{
    /// <param name="readable">What whoever decides may read of the agenda.</param>
    public static IReadOnlyList<(string Key, DecisionAbout About)> Of(
        IEnumerable<AgendaPoint> readable,
        IReadOnlyDictionary<PartnerId, PartnerCard> partners
    ) =>
        [
            .. partners
                .Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
                .Select(p => new DecisionAbout(new(PartnersApi.SubjectKind, p.Id.Value), p.Id, p.Name))
                .Concat(
                    Agenda
                        .Of(readable)
                        .Points.Where(p => p.Name is not null && p.About.Kind != PartnersApi.SubjectKind)
                        .Select(p => new DecisionAbout(p.About, p.Partner, Cut(p.Name!)))
                )
                .DistinctBy(a => a.Subject)
                .Select(a => ($"{a.Subject.Kind}-{a.Subject.Id:N}", a)),
        ];

    public static IReadOnlyList<Option> Options(IReadOnlyList<(string Key, DecisionAbout About)> all) =>
        [.. all.Select(a => new Option(a.Key, a.About.Words))];

    private static string Cut(string name) => name.Length > MeetingsModel.LongestAbout ? name[..MeetingsModel.LongestAbout] : name;
}
