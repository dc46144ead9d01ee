using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Postings;
using MsoNetwork.Relay;

namespace MsoNetwork.PartnerCalls;

/// <summary>This room's registration.</summary>
internal static class PartnerCallServices
{
    public static IServiceCollection AddPartnerCalls(this IServiceCollection services) => services
        .AddScoped<PartnerCallStore>()
        .AddScoped<ResponseStore>()
        .AddPostingIndex<PartnerCallIndex, PartnerCallFacts>(PartnerCallIndex.Name)
        .AddSingleton<SearchPartnerCalls>()
        .AddSingleton(new WaitingSource(WaitingResponses.ListAsync))
        .AddScoped<PartnerCallLists>()
        .AddScoped<ResponseLists>()
        .AddScoped<FindPartnerCall>()
        .AddScoped<WritePartnerCall>()
        .AddScoped<StepPartnerCall>()
        .AddScoped<RespondToPartnerCall>()
        .AddNodes<PartnerCallLists, ListedPartnerCall>("PartnerCall", lists => lists.ById)
        .AddNodes<ResponseLists, PartnerCallResponse>("PartnerCallResponse", lists => lists.ById);
}
