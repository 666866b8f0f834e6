using Entente.Demo.Plan;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;
using Entente.Portal.Experiences;

namespace Entente.Demo.Telling;

/// <summary>The vendor names whom it aims at, fills the list that is kept by hand, and lays the portal out for it.</summary>
internal sealed class AudienceDesk(People people)
{
    private readonly Dictionary<string, SegmentId> known = new(StringComparer.Ordinal);

    /// <summary>A segment of the story by what it is called.</summary>
    public SegmentId this[string name] => known[name];

    public async Task Make(SegmentsMade act, Func<string, PartnerId> partner, CancellationToken ct)
    {
        await Keep(act, SegmentsPlan.Continent, ct);
        var board = await Keep(act, SegmentsPlan.OfTheBoard, ct);
        await people.Do<HandList, int>(
            people[act.By],
            SegmentsPlan.Board,
            h => h.Put(board, [.. SegmentsPlan.Members.Select(m => partner(m).Value)], ct)
        );
        var layout = await people.Do<WriteExperience, ExperienceId>(
            people[act.By],
            SegmentsPlan.Board,
            w => w.Keep(null, SegmentsPlan.Board, SegmentsPlan.Layout(board.Value), null, ct)
        );
        await people.Do<WriteExperience>(people[act.By], SegmentsPlan.Board, w => w.Publish(layout, 1, ct));
    }

    private async Task<SegmentId> Keep(SegmentsMade act, SegmentSheet sheet, CancellationToken ct) =>
        known[sheet.Name] = await people.Do<WriteSegment, SegmentId>(
            people[act.By],
            sheet.Name,
            w => w.Keep(null, sheet, new Dictionary<string, string>(StringComparer.Ordinal), null, ct)
        );
}
