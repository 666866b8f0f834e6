using Entente.Platform.Values;

namespace Entente.Partners.Import.Rules;

/// <summary>
/// What becomes of the rows of a file, all of them looked at together. Pure: the same rows in another order are the same groups with the same fate.
/// </summary>
internal static class PartnerJudge
{
    /// <summary>A verdict for each row, in their order.</summary>
    public static IReadOnlyList<JudgedRow> Of(IReadOnlyList<PartnerSaid> rows, ImportWorld world)
    {
        var wrong = rows.ToDictionary(r => r.Row, r => r.Faults.Concat(Unknown(r, world)).ToList());
        var match = new PartnerMatch(world);
        // First what the file says by itself, so that it is the same whatever is here; whoever is out may have joined what is left, or have kept it
        // apart: looked at again until nobody goes.
        while (Out(Shared(Groups(), world)) is { Count: > 0 }) { }
        while (true)
        {
            var fates = match.Of(Groups());
            if (
                Out(fates.SelectMany(f => GroupFaults(f, world))) is { Count: > 0 }
                || Out(Shared([.. fates.Select(f => f.Group)], world)) is { Count: > 0 }
            )
                continue;
            var judged = fates.SelectMany(f => Judged(f, world)).ToDictionary(j => j.Row);
            return
            [
                .. rows.Select(r =>
                    wrong[r.Row].Count > 0 ? new JudgedRow(r.Row, PartnerVerdict.Bad, r.Row, null, wrong[r.Row]) : judged[r.Row]
                ),
            ];
        }

        List<PartnerGroup> Groups() => PartnerGroup.Of([.. rows.Where(r => wrong[r.Row].Count == 0)], world);

        List<(int Row, RowReason Why)> Out(IEnumerable<(int Row, RowReason Why)> faults)
        {
            var found = faults.ToList();
            foreach (var (row, reason) in found)
                wrong[row].Add(reason);
            return found;
        }
    }

    private static IEnumerable<RowReason> Unknown(PartnerSaid row, ImportWorld world)
    {
        if (row.Company is { } typed && !world.Companies.ContainsKey(typed))
            yield return new(
                PartnerColumns.Company,
                world.Crm is { } crm
                    ? $"We find no company “{PartnerSaid.Short(typed)}” in {crm}."
                    : "No CRM is connected, so this names no company. Leave this column out."
            );
        if (row.Person is { } person && world.People.TryGetValue(person.Email, out var team) && team is null)
            yield return new(PartnerColumns.PersonEmail, $"{person.Email} is one of your own colleagues.");
    }

    // What makes a whole group unreadable, and whom of it nobody can add.
    private static IEnumerable<(int Row, RowReason Why)> GroupFaults(Fate fate, ImportWorld world)
    {
        var group = fate.Group;
        if (fate.Torn is { } torn)
            foreach (var row in group.Rows)
                yield return (row.Row, new(null, torn));
        else if (fate.Verdict is not PartnerVerdict.Known && group.Names.Count == 0)
            foreach (var row in group.Rows)
                yield return (row.Row, new(PartnerColumns.Name, "Give the partner’s name."));
        else if (group.Rows.SelectMany(r => r.Domains).Distinct().Count() > NewPartner.MostDomains)
            foreach (var row in group.Rows.Where(r => r.Domains.Count > 0))
                yield return (row.Row, new(PartnerColumns.Domains, $"Give at most {NewPartner.MostDomains} domains to one partner."));
        foreach (var row in group.Rows)
            if (
                row.Person is { } person
                && world.People.TryGetValue(person.Email, out var team)
                && team is { } theirs
                && theirs != fate.Partner
            )
                yield return (
                    row.Row,
                    new(
                        PartnerColumns.PersonEmail,
                        $"{person.Email} already works for {world.Partners.FirstOrDefault(p => p.Id == theirs)?.Name ?? "another partner"}."
                    )
                );
    }

    // One address is of one partner's team; whose it is already is told by that.
    private static IEnumerable<(int Row, RowReason Why)> Shared(IReadOnlyList<PartnerGroup> groups, ImportWorld world) =>
        groups
            .SelectMany(
                (g, i) =>
                    g.Rows.Where(r => r.Person is not null && !world.People.ContainsKey(r.Person.Email)).Select(r => (Group: i, Row: r))
            )
            .GroupBy(r => r.Row.Person!.Email, StringComparer.Ordinal)
            .Where(g => g.Select(r => r.Group).Distinct().Skip(1).Any())
            .SelectMany(g =>
                g.Select(r =>
                    (
                        r.Row.Row,
                        new RowReason(
                            PartnerColumns.PersonEmail,
                            $"{g.Key} stands with another partner in line {g.First(o => o.Group != r.Group).Row.Line}."
                        )
                    )
                )
            );

    private static IEnumerable<JudgedRow> Judged(Fate fate, ImportWorld world)
    {
        var (head, said) = (fate.Group.Head, new HashSet<string>(StringComparer.Ordinal));
        var whole = fate.Group.Together();
        foreach (var row in fate.Group.Rows)
        {
            var joins = row.Person is { } person && said.Add(person.Email);
            var reasons = new List<RowReason>();
            if (row.Row == head.Row)
            {
                reasons.AddRange(fate.Reasons);
                if (whole.Manager is { } manager && !world.Staff.ContainsKey(manager))
                    reasons.Add(
                        new(PartnerColumns.Manager, $"No colleague here is {PartnerSaid.Short(manager)}: nobody looks after it yet.")
                    );
            }
            else
                reasons.Add(
                    new(
                        null,
                        joins ? $"Adds {row.Person!.Name} to the partner of line {head.Line}." : $"The same partner as in line {head.Line}."
                    )
                );
            reasons.AddRange(row.Notes);
            reasons.AddRange(Overruled(row, whole));
            yield return new(
                row.Row,
                row.Row == head.Row || fate.Verdict is PartnerVerdict.Known ? fate.Verdict
                    : joins ? PartnerVerdict.Person
                    : PartnerVerdict.Repeated,
                head.Row,
                fate.Partner,
                reasons
            );
        }
    }

    private static IEnumerable<RowReason> Overruled(PartnerSaid row, PartnerSaid whole)
    {
        if (row.Type is { } type && type != whole.Type)
            yield return new(PartnerColumns.Type, $"An earlier line says {whole.Type!.Value.Words()}, which stands.");
        if (row.Status is { } status && status != whole.Status)
            yield return new(PartnerColumns.Status, $"An earlier line says {whole.Status!.Value.Words()}, which stands.");
        if (row.Tier is { } tier && tier != whole.Tier)
            yield return new(PartnerColumns.Tier, $"An earlier line says {whole.Tier!.Value.Words()}, which stands.");
        if (row.Region is { } region && region != whole.Region)
            yield return new(PartnerColumns.Region, $"An earlier line says {whole.Region}, which stands.");
        if (row.Manager is { } manager && manager != whole.Manager)
            yield return new(PartnerColumns.Manager, $"An earlier line says {PartnerSaid.Short(whole.Manager!)}, which stands.");
        if (row.Since is { } since && since != whole.Since)
            yield return new(PartnerColumns.Since, $"An earlier line says {whole.Since:yyyy-MM-dd}, which stands.");
    }
}
