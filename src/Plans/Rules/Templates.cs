namespace Entente.Plans.Rules;

/// <param name="Days">Business days after the plan's start.</param>
/// <param name="Evidence">Whether something has to be shown when it is ticked.</param>
public sealed record TemplateItem(string Title, PlanSide Side, int Days, bool Evidence);

/// <summary>What a plan for a motion begins with.</summary>
public sealed record PlanTemplate(PlanMotion Motion, IReadOnlyList<TemplateItem> Items);

/// <summary>What every workspace starts with, and what a template has to be.</summary>
public static class Templates
{
    public const int MostItems = 30;

    public static PlanTemplate Standard(PlanMotion motion) =>
        new(
            motion,
            motion switch
            {
                PlanMotion.Sourced =>
                [
                    new("Name the customer’s sponsor and who decides", PlanSide.Partner, 3, false),
                    new("Hold the first meeting together", PlanSide.Partner, 10, true),
                    new("Write down what the customer needs and by when", PlanSide.Partner, 13, true),
                    new("Show the product on the customer’s own case", PlanSide.Vendor, 20, false),
                    new("Agree price and shares", PlanSide.Vendor, 25, false),
                    new("Send the proposal", PlanSide.Partner, 30, true),
                    new("Sign with the customer", PlanSide.Partner, 45, true),
                ],
                PlanMotion.CoSell =>
                [
                    new("Agree who leads and who speaks to whom", PlanSide.Vendor, 2, false),
                    new("Introduce the partner to the customer", PlanSide.Vendor, 7, false),
                    new("Hold the joint discovery", PlanSide.Partner, 12, true),
                    new("Agree the joint solution and its scope", PlanSide.Partner, 20, true),
                    new("Prove it on the customer’s own case", PlanSide.Vendor, 30, true),
                    new("Send the joint proposal", PlanSide.Vendor, 35, true),
                    new("Sign with the customer", PlanSide.Vendor, 50, true),
                ],
                PlanMotion.Renewal =>
                [
                    new("Review what the customer uses and what it gained", PlanSide.Partner, 5, true),
                    new("Name what puts the renewal at risk", PlanSide.Partner, 8, false),
                    new("Agree the offer for the renewal", PlanSide.Vendor, 15, false),
                    new("Present the offer to the customer", PlanSide.Partner, 22, true),
                    new("Settle what is open on terms", PlanSide.Vendor, 35, false),
                    new("Sign the renewal", PlanSide.Partner, 45, true),
                ],
                _ =>
                [
                    new("Name one person on each side who answers for the plan", PlanSide.Partner, 2, false),
                    new("Open portal and product for the team", PlanSide.Vendor, 5, false),
                    new("Send sales and technical people to the first training", PlanSide.Partner, 15, true),
                    new("Agree the joint offer and to whom it goes", PlanSide.Partner, 25, true),
                    new("List the first ten customers to speak to", PlanSide.Partner, 30, true),
                    new("Go along to the first two meetings", PlanSide.Vendor, 45, false),
                    new("Register the first deal", PlanSide.Partner, 60, false),
                    new("Look back on the first 90 days together", PlanSide.Vendor, 63, true),
                ],
            }
        );

    /// <summary>What keeps it from being published, by field: <c>items</c>, <c>items[2].title</c>.</summary>
    public static IReadOnlyDictionary<string, string> Wrong(PlanTemplate template)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (template.Items.Count == 0)
            wrong["items"] = "A template has at least one milestone.";
        if (template.Items.Count > MostItems)
            wrong["items"] = $"A template has at most {MostItems} milestones.";
        for (var i = 0; i < template.Items.Count; i++)
        {
            if (template.Items[i].Title.Length is 0 or > PlanText.LongestLine)
                wrong[$"items[{i}].title"] = $"Say what is to be done, in up to {PlanText.LongestLine} characters.";
            if (template.Items[i].Days is < 0 or > PlanDates.MostDays)
                wrong[$"items[{i}].days"] = $"Give between 0 and {PlanDates.MostDays} business days.";
        }
        return wrong;
    }
}
