using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>Files of claims through a drawn form.</summary>
public sealed partial class FormsTest
{
    [Fact]
    public async Task A_row_of_a_file_goes_by_the_drawn_form_like_every_other_door()
    {
        var (story, _) = await Story();
        await Crm(Reason, Seats);
        await Publish(
            RegistrationKind.Deal,
            new FormSection(
                "All",
                [.. Asked(), new(FormFields.SecondPartner), new(FormFields.SecondRole), new("deal-reason", Required: true)]
            )
        );
        var claim = RegistrationStory.Claim("By Row");
        string Row(string company, string reason, string incumbent) =>
            $"{company},{claim.ContactEmail},\"{claim.Problem}\",\"{claim.Amount}\",{claim.CloseDate},yes,Boreal Distribution,distributor,{reason},{incumbent}\n";
        var text =
            "Company,E-mail,Need,Value,Expected close,Consent,Second partner,Second role,Reason,Incumbent\n"
            + Row("By Row One", "audit", "Claimant")
            + Row("By Row Two", "", "")
            + Row("By Row Three", "no such", "");

        var file = await web.House.Act<UploadImport, Result<ImportFileId>>(
            story.Ines,
            u => u.Run("rows.csv", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Ct)
        );
        var suggested = (await web.House.Act<ImportQuery, ImportView?>(story.Ines, q => q.Load(file.Value, RowFilter.All, 1, Ct)))!;
        suggested.Mapping.Columns.Keys.ShouldBe(
            [
                "company",
                "contactEmail",
                "problem",
                "amount",
                "closeDate",
                "consent",
                "secondPartner",
                "secondRole",
                "deal-reason",
                "incumbent",
            ],
            ignoreOrder: true
        );
        (await web.House.Act<ImportActs, Result>(story.Ines, a => a.Map(file.Value, suggested.Mapping, Ct))).Problem.ShouldBeNull();
        await web.House.Work();
        var judged = (await web.House.Act<ImportQuery, ImportView?>(story.Ines, q => q.Load(file.Value, RowFilter.All, 1, Ct)))!;
        judged.Rows.Select(r => r.Verdict).ShouldBe([RowVerdict.Ready, RowVerdict.Bad, RowVerdict.Bad]);
        judged.Rows[1].Reasons.ShouldContain(r => r.Field == "deal-reason");
        judged.Rows[2].Reasons.ShouldContain(new RowReason("deal-reason", "Choose from the list."));

        (await web.House.Act<ImportActs, Result>(story.Ines, a => a.Send(file.Value, false, Ct))).Problem.ShouldBeNull();
        await web.House.Work();
        var sent = (await web.House.Act<ImportQuery, ImportView?>(story.Ines, q => q.Load(file.Value, RowFilter.All, 1, Ct)))!;
        var kept = await story.Load(sent.Rows[0].Number!);
        (kept.SecondPartner, kept.SecondRole, kept.Incumbent).ShouldBe(
            ("Boreal Distribution", SecondRole.Distributor, (Incumbent?)null),
            "what the form does not ask is left out"
        );
        kept.Custom.Select(v => (v.Key, v.Value)).ShouldBe([("deal-reason", "audit")]);
    }
}
