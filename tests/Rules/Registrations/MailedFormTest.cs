using Entente.Crm.Port;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>A form is filled in by mail under its own labels, and nothing that it does not ask is taken.</summary>
public sealed class MailedFormTest
{
    private static readonly DateOnly Today = new(2026, 3, 12);

    private static readonly BoundField[] Bound =
    [
        new("deal-segment__c", "Customer segment (size)", CrmFieldType.Choice, [("s", "Small"), ("l", "Large")], true),
        new("deal-regions", "Which regions?", CrmFieldType.MultiChoice, [("n", "North"), ("s", "South")], true),
        new("deal-renews", "Renews on", CrmFieldType.Date, [], false),
        new("deal-tender", "Public tender", CrmFieldType.Boolean, [], false),
        new("account-note", "Why now", CrmFieldType.LongText, [], false),
    ];

    private static FormSheet Sheet(params FieldMode[] modes) =>
        new([
            new(
                "Deal",
                null,
                false,
                null,
                [
                    .. Bound.Select((b, i) => new Question(new(b.Key) { Mode = modes.ElementAtOrDefault(i) }, b.Label, true, b)),
                    .. (
                        (string[])[FormFields.Company, FormFields.Amount, FormFields.Stage, FormFields.SecondRole, FormFields.ContactRole]
                    ).Select(k => new Question(new(k), FormFields.Label(k), false, null)),
                ]
            ),
        ]);

    [Fact]
    public void Lines_under_the_forms_own_labels_answer_its_fields()
    {
        const string text =
            "Customer segment: Large\n- Which regions: North, South\nRenews on： 29 May 2026\ntender: ja\nwhy now: The plant burnt down.\n"
            + "Value per year: 84,000 EUR\nHow far is it?: Evaluation\nPart of the second partner: Services\nContact's role: CIO\nSomething else: x";

        var read = MailedForm.Fill(new(RegistrationKind.Deal, "Aldermere"), Sheet(), text, Today);

        read.Custom.ShouldBe(
            new Dictionary<string, string?>
            {
                ["deal-segment__c"] = "Large",
                ["deal-regions"] = "North;South",
                ["deal-renews"] = "2026-05-29",
                ["deal-tender"] = "true",
                ["account-note"] = "The plant burnt down.",
            },
            ignoreOrder: true
        );
        (read.Company, read.Amount, read.Currency).ShouldBe(("Aldermere", "84000", "EUR"));
        (read.Stage, read.SecondRole, read.ContactRole).ShouldBe(("Evaluation", "Services", "CIO"));
    }

    [Fact]
    public void What_a_form_does_not_ask_of_them_nobody_fills_in_by_mail() =>
        MailedForm
            .Fill(
                new(RegistrationKind.Deal),
                Sheet(FieldMode.Locked, FieldMode.Hidden),
                "Customer segment: Large\nWhich regions: North",
                Today
            )
            .Custom.ShouldBeEmpty();

    [Fact]
    public void What_is_missing_is_asked_for_by_its_label_and_with_what_can_be_chosen() =>
        MailedForm
            .Ask(
                Sheet(),
                new Dictionary<string, string>
                {
                    ["deal-segment__c"] = "Choose from the list.",
                    ["deal-renews"] = "Renews on: this is needed.",
                    [FormFields.Stage] = "Choose one of the stages.",
                    ["company"] = "Name the customer’s company.",
                    ["consent"] = "Say that they agreed.",
                }
            )
            .ShouldBe([
                "Customer segment (size): Choose from the list. One of: Small, Large.",
                "Renews on: this is needed.",
                "How far is it: Choose one of the stages. One of: New introduction, Discovery scheduled, Evaluation.",
                "Name the customer’s company.",
                "Say that they agreed.",
            ]);

    [Fact]
    public void What_was_read_before_stays_whatever_the_text_says() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    var before = new ClaimInput(RegistrationKind.Deal, "Aldermere", ContactRole: "CIO", Amount: "1", Currency: "EUR");
                    var after = MailedForm.Fill(
                        before,
                        Sheet(),
                        $"Company: x\nValue per year: 5 USD\nContact's role: y\n{text.Get}",
                        Today
                    );
                    return (after.Company, after.ContactRole, after.Amount, after.Currency) == ("Aldermere", "CIO", "1", "EUR");
                }
            )
            .QuickCheckThrowOnFailure();
}
