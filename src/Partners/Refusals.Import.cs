using System.Globalization;
using Entente.Partners.Import;
using Entente.Platform.Values;

namespace Entente.Partners;

// Of imports.
internal static partial class Refusals
{
    public static Problem NoFile => Problem.Invalid("partner.no_file", "upload", "Choose a CSV file.");

    public static Problem NotCsv =>
        Problem.Invalid(
            "partner.not_csv",
            "upload",
            "This is not CSV. In your spreadsheet choose “Save as”, then CSV, and upload that file."
        );

    public static Problem NoHeader =>
        Problem.Invalid("partner.no_header", "upload", "The file has no rows: its first line must name the columns, and rows must follow.");

    public static Problem FileTooLarge =>
        Problem.Invalid(
            "partner.file_too_large",
            "upload",
            $"The file is larger than {KeepImport.MostBytes >> 20} MB. Split it, and upload the parts one after the other."
        );

    public static Problem TooManyRows(int rows) =>
        Problem.Invalid(
            "partner.too_many_rows",
            "upload",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {rows:N0} rows; at most {KeepImport.MostRows:N0} go in one file. Split it, and upload the parts one after the other."
            )
        );

    public static Problem NoImport => Problem.NotFound("partner.no_import", "There is no such import.");

    public static Problem ImportMovedOn =>
        Problem.Conflict("partner.import_moved_on", "The import has moved on meanwhile. What you see here is up to date.");

    public static Problem Columns(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("partner.import_columns", "Please check the marked fields.", wrong);

    public static Problem NothingToMake =>
        Problem.Conflict("partner.import_nothing", "With these choices no row would make or change a partner.");

    public static Problem AnotherImport =>
        Problem.Conflict(
            "partner.import_other",
            "Another import is making partners right now. Wait until it is done, then check the rows again."
        );

    public static Problem PartnersSince =>
        Problem.Conflict(
            "partner.import_stale",
            "Partners were made since these rows were checked. Check them again, so that none is made twice."
        );

    public static Problem NoCompanyTicked => Problem.Invalid("partner.no_company_ticked", "companies", "Tick at least one company.");

    public static Problem CrmSilent(string trouble) =>
        Problem.Conflict("partner.crm_silent", $"The CRM does not tell its companies right now: {trouble}");
}
