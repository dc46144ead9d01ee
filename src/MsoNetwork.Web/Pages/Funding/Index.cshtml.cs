using MsoNetwork.Advice;
using MsoNetwork.Funding;
using MsoNetwork.Guides;
using MsoNetwork.News;
using MsoNetwork.SeedFiles;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Funding;

/// <summary>/de/foerderung: all lines of funding.</summary>
internal sealed class FundingIndexModel(FundingLines lines, TimeProvider time) : FundingSitePage(lines, time)
{
    /// <summary>Each with the phase that somebody means today, the open ones first.</summary>
    public IReadOnlyList<(FundingLine Line, FundingPhase Phase)> Shown { get; private set; } = [];

    public void OnGet()
    {
        Title = T["funding.title"];
        Description = T["funding.lead"];
        Shown = [.. Lines.All.Select(line => (Line: line, Phase: line.PhaseOn(Today))).OrderBy(one => Rank(one.Phase.StatusOn(Today)))];
    }

    /// <summary>At the start, so that a mistake in a file is told to whoever made it.</summary>
    public static void ReadFiles(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<FundingLines>();
            services.GetRequiredService<AdviceFiles>();
            services.GetRequiredService<GuideFiles>();
            services.GetRequiredService<NewsFiles>();
        }
        catch (SeedFileException wrong)
        {
            throw new WrongSettingException(wrong.Message);
        }
    }

    // A line whose days nobody states may well be open: it stands before what is closed.
    private static int Rank(FundingStatus status) => status switch
    {
        FundingStatus.Open => 0,
        FundingStatus.Announced => 1,
        FundingStatus.Unknown => 2,
        _ => 3,
    };
}
